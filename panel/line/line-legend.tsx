/** The legend of the one-line diagram: a piece of each kind of conductor, with its word. */
import type { VNode } from "preact";
import { Conductor, Words } from "./line-parts";
import type { Wire, WireState } from "./line-state";

export interface LegendEntry {
  readonly x: number;
  readonly y: number;
  readonly state: WireState;
  readonly flow?: Wire["flow"];
  readonly word: string;
}

interface LegendProps {
  readonly entries: readonly LegendEntry[];
  /** Of the piece of conductor, and from its begin to the word. */
  readonly length: number;
  readonly indent: number;
  readonly size: number;
}

export function Legend({ entries, length, indent, size }: LegendProps): VNode {
  return (
    <g aria-hidden="true">
      {entries.map(({ x, y, state, flow = 0, word }) => (
        <g key={word}>
          <Conductor
            x={x}
            y={y}
            length={length}
            wire={{ legs: [state, state], tone: "ink-2", flow }}
          />
          <Words x={x + indent} y={y + 4.5} size={size} tone="ink-2">
            {word}
          </Words>
        </g>
      ))}
    </g>
  );
}
