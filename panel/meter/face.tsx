/** The meter's face, to match the page to the thing on the wall: display and three lights. */
import { useEffect, useState } from "preact/hooks";
import type { VNode } from "preact";
import type { DisplayItem, Frame, LightLine } from "@bptm/station/wire/api";
import { Lamp, LIGHT_WORD } from "./lamp";
import { Lcd } from "./lcd";

const ITEM_MS = 4000;
const UNKNOWN: DisplayItem = { code: "--", value: "------", unit: "", caption: "Display unknown" };
const BLANK: DisplayItem = { code: "", value: "", unit: "", caption: "Display dark" };
/** Where each light's row begins and ends: the face is round. */
const ROWS = [
  { x: 38, end: 263 },
  { x: 43, end: 258 },
  { x: 57, end: 245 },
] as const;

function shownItem(frame: Frame, silent: boolean, index: number): DisplayItem {
  if (silent) return UNKNOWN;
  if (!frame.meter.powered) return BLANK;
  return frame.display[index % Math.max(1, frame.display.length)] ?? BLANK;
}

/** The item's number, moved on every four seconds and by each step of the reader. */
function useCycle(items: number): [number, () => void] {
  const [turn, setTurn] = useState({ index: 0 });
  const step = (): void => setTurn(({ index }) => ({ index: (index + 1) % Math.max(1, items) }));
  useEffect(() => {
    const timer = setTimeout(step, ITEM_MS);
    return () => clearTimeout(timer);
  }, [turn, items]);
  return [turn.index, step];
}

const tones = (frame: Frame): readonly string[] => [
  "utility",
  frame.tone === "alarm" ? "alarm" : "utility",
  "generator",
];

function Rim(): VNode {
  return (
    <>
      <defs>
        <linearGradient id="rim" x1="0" y1="0" x2=".6" y2="1">
          <stop offset="0" stop-color="var(--rim-1)" />
          <stop offset="1" stop-color="var(--rim-2)" />
        </linearGradient>
        <radialGradient id="glare" cx=".36" cy=".22" r=".9">
          <stop offset="0" stop-color="var(--glare)" />
          <stop offset=".45" stop-color="var(--glare)" stop-opacity="0" />
        </radialGradient>
      </defs>
      <circle cx="150" cy="150" r="148" fill="url(#rim)" />
      <circle cx="150" cy="150" r="147.3" class="edge" />
      <circle cx="150" cy="150" r="138" fill="var(--face-edge)" />
      <circle cx="150" cy="150" r="132" fill="var(--face)" />
      <circle cx="150" cy="150" r="132" fill="url(#glare)" />
      <path d="M30 128A122 122 0 0 1 116 34" class="gleam" />
      <circle cx="150" cy="150" r="132" class="edge" />
    </>
  );
}

function Light({ light, row, tone }: { light: LightLine; row: 0 | 1 | 2; tone: string }): VNode {
  const { x, end } = ROWS[row];
  const y = 183 + row * 23;
  return (
    <g>
      <Lamp x={x} y={y} state={light.state} tone={tone} />
      <text x={x + 17} y={y + 4.6} font-size="12.5" font-weight="500">
        {light.name}
      </text>
      <text x={end} y={y + 4.6} font-size="11.5" text-anchor="end" class="quiet">
        {light.state === "unknown" ? "" : LIGHT_WORD[light.state]}
      </text>
    </g>
  );
}

/** Bars of a bar code: decoration, the number below says it. */
function BarCode(): VNode {
  const bars: VNode[] = [];
  for (let x = 109, r = 7; x < 191; x += 2.4 + (r % 3) + (r % 2)) {
    r = (r * 73 + 29) % 97;
    bars.push(<rect key={x} x={x} y="247" width={1 + (r % 3)} height="11" />);
  }
  return <g class="bar-code">{bars}</g>;
}

function FaceDrawing({ frame, item }: { frame: Frame; item: DisplayItem }): VNode {
  const tone = tones(frame);
  return (
    <svg viewBox="0 0 300 300" aria-hidden="true">
      <Rim />
      <text x="150" y="44" class="maker">
        BACKUP POWER TRANSFER
      </text>
      <Lcd item={item} />
      <text x="150" y="138" font-size="13" font-weight="650" text-anchor="middle">
        FORM 2S CL200 240V 3W
      </text>
      <text x="150" y="155" font-size="13" text-anchor="middle">
        Kh 7.2 TA 30 60Hz
      </text>
      <path d="M52 165H248" stroke="var(--hair)" />
      <Light light={frame.lights[0]} row={0} tone={tone[0] ?? "utility"} />
      <Light light={frame.lights[1]} row={1} tone={tone[1] ?? "utility"} />
      <Light light={frame.lights[2]} row={2} tone={tone[2] ?? "generator"} />
      <BarCode />
      <text x="150" y="270" font-size="9.5" text-anchor="middle" class="quiet">
        {frame.meter.serial}
      </text>
    </svg>
  );
}

/** The face in words. */
export function faceText(frame: Frame, item: DisplayItem): string {
  const lights = frame.lights.map(
    (light) => `${light.name}: ${light.state === "fast" ? "blinks fast" : LIGHT_WORD[light.state]}`,
  );
  const display = [item.caption, item.value, item.unit].filter((part) => /[^-\s]/.test(part));
  return `Meter face. ${lights.join(". ")}. Display: ${display.join(" ")}.`;
}

export function MeterFace({ frame, silent }: { frame: Frame; silent: boolean }): VNode {
  const items = frame.display.length;
  const [index, step] = useCycle(items);
  const item = shownItem(frame, silent, index);
  const counted = !silent && frame.meter.powered && items > 1;
  return (
    <section class="face" aria-labelledby="face-title">
      <h2 id="face-title" class="hidden">
        Meter face
      </h2>
      <div class="face-drawing">
        <div role="img" aria-label={faceText(frame, item)}>
          <FaceDrawing frame={frame} item={item} />
        </div>
        <button type="button" class="face-button" onClick={step}>
          <span class="hidden">Next item of the display</span>
        </button>
      </div>
      <p class="caption">
        {counted ? `Display ${(index % items) + 1} of ${items}: ${item.caption}` : item.caption}
      </p>
    </section>
  );
}
