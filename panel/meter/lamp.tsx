/** One light of the meter's face. Its state is drawn by shape and motion, and written beside it. */
import type { VNode } from "preact";
import type { LightState } from "@bptm/station/wire/api";

export const LIGHT_WORD: Readonly<Record<LightState, string>> = {
  off: "off",
  on: "on",
  slow: "blinks",
  fast: "fast",
  unknown: "unknown",
};

interface LampProps {
  readonly x: number;
  readonly y: number;
  readonly state: LightState;
  /** The token of its colour. */
  readonly tone: string;
}

function UnknownLamp({ x, y }: { x: number; y: number }): VNode {
  return (
    <g>
      <circle cx={x} cy={y} r="6.8" class="lamp-unknown" />
      <text x={x} y={y + 3.9} font-size="10.5" font-weight="700" text-anchor="middle">
        ?
      </text>
    </g>
  );
}

export function Lamp({ x, y, state, tone }: LampProps): VNode {
  if (state === "unknown") return <UnknownLamp x={x} y={y} />;
  if (state === "off") return <circle cx={x} cy={y} r="6.5" class="lamp-off" />;
  const fill = `var(--${tone})`;
  return (
    <g>
      <g class={`lamp-${state}`}>
        <circle cx={x} cy={y} r="11" fill={fill} opacity=".18" />
        <circle cx={x} cy={y} r="6.8" fill={fill} />
        <circle cx={x - 2} cy={y - 2.3} r="1.9" fill="#fff" opacity=".75" />
      </g>
      {state === "on" ? null : (
        <circle cx={x} cy={y} r="10.6" fill="none" stroke={fill} class="lamp-ring" />
      )}
    </g>
  );
}
