/** The symbols of the one-line diagram: transformer, generator, inlet, breaker, cable, badges. */
import type { VNode } from "preact";
import type { SwitchLine } from "@bptm/station/wire/api";
import type { Diagram, Wire } from "./line-state";
import { At, Question, Words, type Spot } from "./line-parts";

const outline = (wire: Wire): { class: string; style: Record<string, string> } => {
  const state = wire.legs.includes("live") ? "live" : wire.legs[0];
  const tone = state === "live" || state === "between" ? wire.tone : "dead";
  return { class: `device ${state}`, style: { stroke: `var(--${tone})` } };
};

/** Two windings. */
export function Transformer({ wire, r = 16, ...spot }: Spot & { wire: Wire; r?: number }): VNode {
  return (
    <At {...spot}>
      <g {...outline(wire)}>
        <circle cx="0" cy="0" r={r} />
        <circle cx={r * 1.2} cy="0" r={r} />
      </g>
    </At>
  );
}

export function GeneratorSymbol({ x, y, wire }: { x: number; y: number; wire: Wire }): VNode {
  return (
    <g transform={`translate(${x} ${y})`}>
      <g {...outline(wire)}>
        <circle cx="0" cy="0" r="20" fill="var(--sheet)" />
      </g>
      <Words x={0} y={1} size={15} weight={700} anchor="middle">
        G
      </Words>
      <path d="M-8 9q4-7 8 0t8 0" class="ink-line" stroke-width="1.7" stroke-linecap="round" />
    </g>
  );
}

/** The L14-30 from the front: two arcs, the L-shaped neutral, the ground. */
export function Inlet({ x, y }: { x: number; y: number }): VNode {
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle cx="0" cy="0" r="17" fill="var(--sheet)" stroke="var(--ink)" stroke-width="2" />
      <g class="ink-line" stroke-width="3">
        <path d="M-9.8 -3.6A10.4 10.4 0 0 0 -9.8 3.6M9.8 -3.6A10.4 10.4 0 0 1 9.8 3.6" />
        <path d="M-3.6 -9.8A10.4 10.4 0 0 1 3.6 -9.8v4M-3.6 9.8A10.4 10.4 0 0 0 3.6 9.8" />
      </g>
    </g>
  );
}

interface BreakerProps extends Spot {
  readonly position: Diagram["breaker"];
  readonly wire: Wire;
}

export function Breaker({ position, wire, ...spot }: BreakerProps): VNode {
  return (
    <At {...spot}>
      {position === "closed" ? (
        <>
          <path d="M0 0H30" stroke={`var(--${wire.tone})`} stroke-width="9" />
          <path d="M0 0H30" stroke="var(--ink)" stroke-width="2.4" />
        </>
      ) : (
        <>
          <path d="M0 0L26 -13M0 0H30" class="breaker-unknown" />
          <Question x={32} y={-13} vertical={spot.vertical} size={13} />
        </>
      )}
      <rect x="-8" y="-8" width="16" height="16" fill="var(--sheet)" />
      <path d="M-4.5 -4.5l9 9m0 -9l-9 9" stroke="var(--ink)" stroke-width="2.2" />
      <circle cx="30" cy="0" r="3.4" fill="var(--ink)" />
    </At>
  );
}

export function Cable({ length, ...spot }: Spot & { length: number }): VNode {
  return (
    <At {...spot}>
      <rect
        x="0"
        y="-9.5"
        width={length}
        height="19"
        rx="9.5"
        class="ink-line"
        stroke-width="1.6"
      />
    </At>
  );
}

/** The mechanical interlock: a triangle on a dashed line between both switches. */
export function Interlock({ length, ...spot }: Spot & { length: number }): VNode {
  const middle = length / 2;
  return (
    <At {...spot}>
      <path d={`M0 0H${length}`} class="ink-line" stroke-width="1.7" stroke-dasharray="5 4" />
      <path d={`M${middle - 8.5} -10v20l17 -10z`} class="interlock" />
    </At>
  );
}

type BadgeKind = "tick" | "lock" | "question" | "none";

/** The sign on a switch's badge: only a verified position gets a tick. */
export function badgeKind(line: SwitchLine): BadgeKind {
  if (line.locked) return "lock";
  const [first, second] = line.poles;
  if (first !== second || first === "unknown") return "question";
  return first === "closed" || line.proven ? "tick" : "none";
}

function BadgeSign({ kind, x }: { kind: BadgeKind; x: number }): VNode | null {
  if (kind === "none") return null;
  if (kind === "question")
    return (
      <Words x={x + 13} y={15.5} size={13.5} weight={700} anchor="middle" tone="ink-2">
        ?
      </Words>
    );
  if (kind === "tick") return <path d={`M${x + 8.5} 11l3.6 3.8 6.4 -7.6`} class="tick" />;
  return (
    <g transform={`translate(${x + 8.5} 4.5)`} class="lock">
      <rect x="0" y="5" width="10" height="7" rx="1.4" fill="var(--alarm)" />
      <path d="M2 5V3.2a3 3 0 0 1 6 0V5" />
    </g>
  );
}

interface BadgeProps {
  readonly x: number;
  readonly y: number;
  readonly line: SwitchLine;
  /** Maximum width: a longer text breaks into two lines. */
  readonly room: number;
  /** Direction in which two lines grow: away from the contact. */
  readonly grow: "up" | "down";
}

/** A text too long for the badge breaks at its comma. */
function badgeLines(word: string, room: number): string[] {
  if (word.length * LETTER <= room) return [word];
  const comma = word.indexOf(", ");
  return comma < 0 ? [word] : [word.slice(0, comma + 1), word.slice(comma + 2)];
}

/** The width of a letter of the widest common font, at the badge's size. */
const LETTER = 7.7;

/** How much taller than one line the badge of this switch is. */
export function badgeExtra(line: SwitchLine, room: number): number {
  return (badgeLines(line.word, textRoom(line, room)).length - 1) * 16;
}

const insetOf = (line: SwitchLine): number => (badgeKind(line) === "none" ? 12 : 24);
const textRoom = (line: SwitchLine, room: number): number => room - insetOf(line) - 11;

/** A switch's verified position in words. */
export function Badge({ x, y, line, room, grow }: BadgeProps): VNode {
  const kind = badgeKind(line);
  const inset = insetOf(line);
  const lines = badgeLines(line.word, textRoom(line, room));
  const longest = lines.reduce((most, text) => Math.max(most, text.length), 0);
  const lift = (lines.length - 1) * 8;
  const width = Math.min(room, longest * LETTER + inset + 11);
  return (
    <g transform={`translate(${x} ${grow === "up" ? y - lift * 1.6 : y})`} class={`badge ${kind}`}>
      <rect x="0" y="0" width={width} height={22 + lift * 2} rx="11" />
      <g transform={`translate(0 ${lift})`}>
        <BadgeSign kind={kind} x={0} />
      </g>
      {lines.map((text, index) => (
        <Words
          key={text}
          x={inset}
          y={15.3 + index * 16}
          size={lift === 0 ? 12.5 : 11.5}
          weight={600}
        >
          {text}
        </Words>
      ))}
    </g>
  );
}

/** A source somewhere in the house. */
export function InsideSource({ x, y }: { x: number; y: number }): VNode {
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle cx="0" cy="0" r="13" fill="var(--sheet)" stroke="var(--alarm)" stroke-width="2.4" />
      <Words x={0} y={5.2} size={15} weight={700} anchor="middle" tone="alarm">
        ?
      </Words>
    </g>
  );
}
