/** The oscilloscope: traces in lanes above one another, bars for both switches, one time base. */
import uPlot from "uplot";
import { fixed } from "../base/numbers";
import {
  cuts,
  stepFor,
  ticks,
  timeAt,
  timeWords,
  type Drawing,
  type RecordPiece,
} from "./transfer-data";

export const HEIGHT = 180;
const AXIS = 22;
const TOP = 16;
/** Heights in lanes: one for each trace, less for each switch bar. */
const BAR = 0.46;

export interface Colours {
  readonly utility: string;
  readonly generator: string;
  readonly ink: string;
  readonly quiet: string;
  readonly hair: string;
  readonly sheet: string;
  readonly sunken: string;
  readonly font: string;
}

const round = (value: number): number => Math.round(value) + 0.5;

/** Heights for the labels beside the drawing, in CSS pixels from its top. */
export function laneMiddles(lanes: number): { traces: number[]; u: number; g: number } {
  const unit = (HEIGHT - AXIS - TOP) / (lanes + 2 * BAR);
  return {
    traces: Array.from({ length: lanes }, (_, index) => TOP + (index + 0.5) * unit),
    u: TOP + (lanes + BAR / 2) * unit,
    g: TOP + (lanes + BAR * 1.5) * unit,
  };
}

function background(plot: uPlot, pieces: readonly RecordPiece[], colours: Colours): void {
  const { ctx, bbox } = plot;
  ctx.fillStyle = colours.sunken;
  for (const { at, from_ms, to_ms } of pieces) {
    const left = plot.valToPos(at, "x", true);
    const right = plot.valToPos(at + to_ms - from_ms, "x", true);
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
}

interface PositionBar {
  readonly from: number;
  readonly to: number;
  readonly position: number;
}

/** Joins equal neighbouring positions of a switch to bars. */
export function positionBars(
  x: readonly number[],
  positions: readonly (number | null)[],
): PositionBar[] {
  const found: PositionBar[] = [];
  let start = 0;
  for (let index = 1; index <= positions.length; index += 1) {
    const position = positions[start] ?? null;
    if (index < positions.length && positions[index] === positions[start]) continue;
    if (position !== null)
      found.push({
        from: x[start] ?? 0,
        to: x[positions[index] == null ? index - 1 : index] ?? x.at(-1) ?? 0,
        position,
      });
    start = index;
  }
  return found;
}

function bars(plot: uPlot, drawing: Drawing, colours: Colours): void {
  const { ctx } = plot;
  const pixel = uPlot.pxRatio;
  for (const [row, positions] of [drawing.switch_u, drawing.switch_g].entries()) {
    const top = plot.valToPos(-row * BAR - 0.1, "y", true);
    const bottom = plot.valToPos(-(row + 1) * BAR + 0.05, "y", true);
    for (const { from, to, position } of positionBars(drawing.x, positions)) {
      const left = plot.valToPos(from, "x", true);
      const width = plot.valToPos(to, "x", true) - left;
      ctx.fillStyle = colours.ink;
      if (position === 1) ctx.fillRect(left, top, width, bottom - top);
      else {
        ctx.setLineDash(position === 0 ? [] : [2 * pixel, 4 * pixel]);
        ctx.strokeStyle = colours.ink;
        ctx.lineWidth = 2 * pixel;
        ctx.beginPath();
        ctx.moveTo(left, bottom - pixel);
        ctx.lineTo(left + width, bottom - pixel);
        ctx.stroke();
        ctx.setLineDash([]);
      }
      if (width < 52 * pixel) continue;
      ctx.font = `600 ${11.5 * pixel}px ${colours.font}`;
      ctx.textAlign = "left";
      ctx.textBaseline = "middle";
      ctx.fillStyle = position === 1 ? colours.sheet : colours.quiet;
      const word = { "1": "closed", "0": "open" }[String(position)] ?? "unknown";
      ctx.fillText(word, left + 7 * pixel, (top + bottom) / 2 - (position === 1 ? 0 : pixel));
    }
  }
}

function cursors(plot: uPlot, drawing: Drawing, colours: Colours): void {
  const { ctx, bbox } = plot;
  const pixel = uPlot.pxRatio;
  ctx.strokeStyle = colours.ink;
  ctx.fillStyle = colours.ink;
  ctx.lineWidth = pixel;
  ctx.font = `600 ${12 * pixel}px ${colours.font}`;
  ctx.textBaseline = "alphabetic";
  ctx.textAlign = "left";
  let free = -Infinity;
  for (const { at, word } of drawing.moves) {
    const x = round(plot.valToPos(at, "x", true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.setLineDash([3 * pixel, 3 * pixel]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top - 12 * pixel);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.setLineDash([]);
    if (x < free) continue;
    ctx.fillText(word, x + 5 * pixel, bbox.top - 5 * pixel);
    free = x + ctx.measureText(word).width + 12 * pixel;
  }
}

function breaks(plot: uPlot, pieces: readonly RecordPiece[], colours: Colours): void {
  const { ctx, bbox } = plot;
  const pixel = uPlot.pxRatio;
  const bottom = bbox.top + bbox.height;
  for (const { from, to, missing_ms } of cuts(pieces)) {
    const x = plot.valToPos((from + to) / 2, "x", true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = colours.quiet;
    ctx.lineWidth = 1.6 * pixel;
    ctx.beginPath();
    for (const shift of [-6, 2]) {
      ctx.moveTo(x + shift * pixel, bottom);
      ctx.lineTo(x + (shift + 5) * pixel, bottom - 12 * pixel);
    }
    ctx.stroke();
    ctx.fillStyle = colours.quiet;
    ctx.font = `${11.5 * pixel}px ${colours.font}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.fillText(`${fixed(missing_ms / 1000, 2)} s cut`, x, bottom + 7 * pixel);
  }
}

/** Tick labels; none beside a cut, which has its own. */
function labels(plot: uPlot, pieces: readonly RecordPiece[], splits: number[]): string[] {
  const { min = 0, max = 1 } = plot.scales["x"] ?? {};
  const step = stepFor((max ?? 1) - (min ?? 0));
  const near = (((max ?? 1) - (min ?? 0)) * 62) / Math.max(1, plot.bbox.width / uPlot.pxRatio);
  const middles = cuts(pieces).map(({ from, to }) => (from + to) / 2);
  return splits.map((x) => {
    const time = timeAt(pieces, x);
    const at_edge = x - (min ?? 0) < near / 3 || (max ?? 1) - x < near / 3;
    if (time === null || at_edge) return "";
    if (middles.some((middle) => Math.abs(middle - x) < near)) return "";
    return timeWords(time, step);
  });
}

/** The values of all lanes at the cursor, in words. */
function readout(drawing: Drawing, index: number | null): string {
  if (index === null) return "";
  const time = timeAt(drawing.pieces, drawing.x[index] ?? -1);
  if (time === null) return "";
  const values = drawing.lanes.map(
    ({ name, unit, values: row }) => `${name} ${fixed(row[index] ?? null, 0)} ${unit}`,
  );
  return `${timeWords(time, 0.5)}: ${values.join(", ")}`;
}

/** Draws into an element; the caller must destroy the plot. */
export function chart(
  drawing: Drawing,
  colours: Colours,
  into: HTMLElement,
  onRead: (text: string) => void,
): uPlot {
  const { lanes, pieces } = drawing;
  const stack = (values: readonly (number | null)[], row: number, top: number) =>
    values.map((v) => (v === null ? null : lanes.length - row - 0.5 + (v / top) * 0.46));
  const axis = (side: number): uPlot.Axis => ({ show: false, side });
  return new uPlot(
    {
      width: Math.max(200, into.clientWidth),
      height: HEIGHT,
      padding: [TOP, 10, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: true, y: false, dist: 6 } },
      scales: {
        x: { time: false },
        y: { range: () => [-2 * BAR, lanes.length] },
      },
      axes: [
        {
          size: AXIS,
          stroke: colours.quiet,
          font: `11.5px ${colours.font}`,
          grid: { stroke: colours.hair, width: 1 },
          ticks: { show: false },
          gap: 6,
          splits: (_plot, _axis, min, max) => ticks(pieces, min, max),
          values: (plot, splits) => labels(plot, pieces, splits),
        },
        axis(3),
      ],
      series: [
        {},
        ...lanes.map(({ tone }) => ({
          stroke: colours[tone],
          width: tone === "ink" ? 1.9 : 1.6,
          points: { show: false },
        })),
      ],
      hooks: {
        drawClear: [(plot) => background(plot, pieces, colours)],
        draw: [
          (plot) => {
            bars(plot, drawing, colours);
            cursors(plot, drawing, colours);
            breaks(plot, pieces, colours);
          },
        ],
        setCursor: [(plot) => onRead(readout(drawing, plot.cursor.idx ?? null))],
      },
    },
    [[...drawing.x], ...lanes.map((lane, row) => stack(lane.values, row, lane.top))],
    into,
  );
}

/** Narrows, widens or moves the visible range; null shows all. */
export function zoom(plot: uPlot, factor: number | null, shift = 0): void {
  const x = plot.data[0];
  const first = x[0] ?? 0;
  const last = x.at(-1) ?? 1;
  const { min, max } = plot.scales["x"] ?? {};
  if (factor === null || min == null || max == null) {
    plot.setScale("x", { min: first, max: last });
    return;
  }
  const width = Math.min(last - first, Math.max(4, (max - min) * factor));
  const wanted = (min + max) / 2 - width / 2 + shift * width;
  const from = Math.min(last - width, Math.max(first, wanted));
  plot.setScale("x", { min: from, max: from + width });
}
