/**
 * The conductors and contacts of the one-line diagram. Live is thick and solid, live with current
 * has arrows cut into it, dead is thin dashes, unknown is dots and a question mark, in between is
 * hollow. Everything is drawn to the right and rotated where it is vertical.
 */
import type { ComponentChildren, VNode } from "preact";
import type { PolePosition, SwitchLine } from "@bptm/station/wire/api";
import type { Wire, WireState } from "./line-state";

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly vertical?: boolean | undefined;
}

/** Children in local coordinates: along, across. */
export function At({ x, y, vertical, children }: Spot & { children: ComponentChildren }): VNode {
  const place = vertical ? `matrix(0 1 1 0 ${x} ${y})` : `translate(${x} ${y})`;
  return <g transform={place}>{children}</g>;
}

interface WordsProps extends Spot {
  readonly size?: number;
  readonly weight?: number;
  readonly anchor?: "middle" | "end";
  readonly tone?: string;
  readonly children: ComponentChildren;
}

export function Words({ x, y, size = 13, weight, anchor, tone, children }: WordsProps): VNode {
  return (
    <text
      x={x}
      y={y}
      font-size={size}
      font-weight={weight}
      text-anchor={anchor}
      style={tone ? { fill: `var(--${tone})` } : undefined}
    >
      {children}
    </text>
  );
}

/** A question mark that stays upright in a rotated group. */
export function Question({ x, y, vertical, size = 15 }: Spot & { size?: number }): VNode {
  return (
    <g transform={`translate(${x} ${y})${vertical ? " matrix(0 1 1 0 0 0)" : ""}`}>
      <Words x={0} y={size / 3} size={size} weight={700} anchor="middle" tone="ink-2">
        ?
      </Words>
    </g>
  );
}

interface RailProps {
  readonly length: number;
  readonly across: number;
  readonly width: number;
  readonly state: WireState;
  readonly tone: string;
}

function Rail({ length, across, width, state, tone }: RailProps): VNode {
  const d = `M0 ${across}H${length}`;
  const colour = { stroke: `var(--${tone})` };
  if (state === "dead") return <path d={d} class="wire-dead" />;
  if (state === "unknown") return <path d={d} class="wire-unknown" />;
  if (state === "live") return <path d={d} class="wire" style={colour} stroke-width={width} />;
  return (
    <>
      <path d={d} class="wire" style={colour} stroke-width={width} />
      <path d={d} class="wire" stroke="var(--sheet)" stroke-width={width - 3.6} />
    </>
  );
}

function Arrows({ length, flow }: { length: number; flow: number }): VNode {
  const many = Math.max(1, Math.round(length / 26));
  const spacing = length / many;
  // One more before the start: it moves in while the last one moves out.
  const at = Array.from({ length: many + 2 }, (_, index) => (index - 0.5) * spacing);
  return (
    <svg x="0" y="-5" width={length} height="10" viewBox={`0 -5 ${length} 10`}>
      <g class="arrows" style={{ "--spacing": `${flow * spacing}px` }}>
        {at.map((x) => (
          <path
            key={x}
            d={flow < 0 ? "M2.4 -3.2L-1.8 0L2.4 3.2" : "M-2.4 -3.2L1.8 0L-2.4 3.2"}
            transform={`translate(${x.toFixed(1)} 0)`}
          />
        ))}
      </g>
    </svg>
  );
}

interface ConductorProps extends Spot {
  readonly length: number;
  readonly wire: Wire;
  /** Whether a question mark fits on it. */
  readonly mark?: boolean;
}

/** Two legs as one conductor, or as two rails where they differ. */
export function Conductor({ length, wire, mark, ...spot }: ConductorProps): VNode {
  const [first, second] = wire.legs;
  const one = first === second;
  const both = one && first === "unknown";
  return (
    <At {...spot}>
      {one ? (
        <Rail length={length} across={0} width={9} state={first} tone={wire.tone} />
      ) : (
        <>
          <Rail length={length} across={-5} width={5} state={first} tone={wire.tone} />
          <Rail length={length} across={5} width={5} state={second} tone={wire.tone} />
        </>
      )}
      {one && first === "live" && wire.flow !== 0 ? (
        <Arrows length={length} flow={wire.flow} />
      ) : null}
      {both && mark ? (
        <>
          <circle cx={length / 2} cy="0" r="9" fill="var(--under)" />
          <Question x={length / 2} y={0} vertical={spot.vertical} />
        </>
      ) : null}
    </At>
  );
}

const SPAN = 54;
const BLADE = { x: SPAN * 0.86, y: -SPAN * 0.46 };

function Pole({ position, wire, vertical, thin }: PoleProps): VNode {
  const through = <path d={`M0 0H${SPAN}`} class={`blade ${thin ? "thin" : ""}`} />;
  if (position === "closed")
    return (
      <>
        {wire.legs.includes("live") ? (
          <path d={`M0 0H${SPAN}`} stroke={`var(--${wire.tone})`} stroke-width={thin ? 7 : 9} />
        ) : null}
        {through}
      </>
    );
  const lift = thin ? 0.62 : 1;
  const open = `M0 0L${BLADE.x} ${BLADE.y * lift}`;
  if (position === "open") return <path d={open} class={`blade ${thin ? "thin" : ""}`} />;
  return (
    <>
      <path d={open} class="blade-unknown" />
      <path d={`M0 0H${SPAN}`} class="blade-unknown" />
      <Question x={SPAN + 2} y={BLADE.y * lift + 9} vertical={vertical} size={16} />
    </>
  );
}

interface PoleProps {
  readonly position: PolePosition;
  readonly wire: Wire;
  readonly vertical?: boolean | undefined;
  readonly thin?: boolean;
}

function Terminals({ r }: { r: number }): VNode {
  return (
    <g class="terminal">
      <circle cx="0" cy="0" r={r} />
      <circle cx={SPAN} cy="0" r={r} />
    </g>
  );
}

/** One contact for both poles, or both poles, labelled, where they disagree. */
export function Contact({ line, wire, ...spot }: Spot & { line: SwitchLine; wire: Wire }): VNode {
  const [first, second] = line.poles;
  if (first === second)
    return (
      <At {...spot}>
        <Pole position={first} wire={wire} vertical={spot.vertical} />
        <Terminals r={5} />
      </At>
    );
  return (
    <At {...spot}>
      <path d={`M0 -13V13M${SPAN} -13V13`} class="joint" stroke-width="1.6" />
      {line.poles.map((position, index) => (
        <g key={index} transform={`translate(0 ${index === 0 ? -13 : 13})`}>
          <Pole position={position} wire={wire} vertical={spot.vertical} thin />
          <Terminals r={4} />
          <PoleName pole={index + 1} vertical={spot.vertical} />
        </g>
      ))}
    </At>
  );
}

function PoleName({ pole, vertical }: { pole: number; vertical?: boolean | undefined }): VNode {
  const place = vertical ? "translate(-11 0) matrix(0 1 1 0 0 0)" : "translate(-13 4)";
  return (
    <g transform={place}>
      <Words x={0} y={0} size={11} weight={650} anchor="middle">
        {pole}
      </Words>
    </g>
  );
}

/** The short piece between a switch and the bus, or the bus itself. */
export function Bus({
  x,
  y,
  length,
  wire,
  vertical,
}: Spot & { length: number; wire: Wire }): VNode {
  const [first, second] = wire.legs;
  const state: WireState = first === second ? first : "between";
  return (
    <At x={x} y={y} vertical={vertical}>
      <rect
        x="0"
        y="-5"
        width={length}
        height="10"
        rx="2"
        class={`bus ${state}`}
        style={{ "--wire": state === "live" ? `var(--${wire.tone})` : undefined }}
      />
    </At>
  );
}
