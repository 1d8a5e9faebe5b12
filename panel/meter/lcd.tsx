/** The meter's display: a code, six seven-segment digits, a unit. */
import type { VNode } from "preact";
import type { DisplayItem } from "@bptm/station/wire/api";
import { cells, segments, type DigitCell } from "./segments";

interface DigitSize {
  readonly width: number;
  readonly height: number;
  readonly bar: number;
}
const VALUE: DigitSize = { width: 18, height: 33, bar: 4 };
const CODE: DigitSize = { width: 8.5, height: 15, bar: 2 };

function Digit({
  cell,
  x,
  y,
  size,
}: {
  cell: DigitCell;
  x: number;
  y: number;
  size: DigitSize;
}): VNode {
  const { width, height, bar } = size;
  return (
    <g transform={`translate(${x} ${y})`}>
      {segments(cell.character, width, height, bar).map((segment, index) => (
        <polygon key={index} points={segment.points} class={segment.lit ? "lit" : "ghost"} />
      ))}
      <rect
        x={width + 1.3}
        y={height - bar + 0.6}
        width={bar * 0.85}
        height={bar * 0.85}
        class={cell.point ? "lit" : "ghost"}
      />
    </g>
  );
}

/** Blank where there is no item: a meter without power shows nothing. */
export function Lcd({ item }: { item: DisplayItem | null }): VNode {
  return (
    <g class="lcd">
      <rect x="56" y="55" width="188" height="63" rx="5" class="glass" />
      {cells(item?.code ?? "", 2).map((cell, index) => (
        <Digit key={index} cell={cell} x={64 + index * 11.5} y={64} size={CODE} />
      ))}
      <g transform="skewX(-5) translate(8 0)">
        {cells(item?.value ?? "", 6).map((cell, index) => (
          <Digit key={index} cell={cell} x={91 + index * 24.4} y={64} size={VALUE} />
        ))}
      </g>
      <text x="237" y="112" font-size="11" font-weight="600" text-anchor="end" class="unit">
        {item?.unit ?? ""}
      </text>
    </g>
  );
}
