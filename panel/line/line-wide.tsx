/** The one-line diagram for a wide page: sources left, house right. */
import type { VNode } from "preact";
import type { Frame, MeasuringPointState } from "@bptm/station/wire/api";
import {
  Badge,
  badgeExtra,
  Breaker,
  Cable,
  GeneratorSymbol,
  InsideSource,
  Inlet,
} from "./line-symbols";
import { Interlock, Transformer } from "./line-symbols";
import { Legend } from "./line-legend";
import type { LegendEntry } from "./line-legend";
import { Bus, Conductor, Contact, Words } from "./line-parts";
import type { Diagram, Wire } from "./line-state";
import { hertz, neutralText, power, wasVolts, wrap } from "./line-text";
import { fixed, quantity } from "../base/numbers";

const Y_UTILITY = 108;
const Y_HOUSE = 177;
const Y_GENERATOR = 246;

interface FiguresProps {
  readonly point: MeasuringPointState;
  readonly was: MeasuringPointState | undefined;
  readonly y: number;
  readonly y_legs: number;
}

function Figures({ point, was, y, y_legs }: FiguresProps): VNode {
  return (
    <>
      <Words x={84} y={y} size={19} weight={620}>
        {quantity(point.line_volts, 1, "V")}
      </Words>
      <Words x={174} y={y} size={13} tone="ink-2">
        {was === undefined ? hertz(point) : wasVolts(was)}
      </Words>
      {point.legs.map((leg, index) => (
        <Words key={index} x={84 + index * 90} y={y_legs}>
          <tspan class="quiet">L{index + 1}</tspan> {quantity(leg.volts, 1, "V")}
        </Words>
      ))}
    </>
  );
}

/** Letters that fit beside a source's name, and in a separate line. */
const BESIDE = 22;
const OWN_LINE = 36;

const isLong = (point: MeasuringPointState): boolean => point.word.length > BESIDE;

/** A source's name, with its state beside it or, when long, in two lines below. */
function Title({ y, name, point }: { y: number; name: string; point: MeasuringPointState }): VNode {
  const lines = isLong(point) ? wrap(point.word, OWN_LINE, 2) : [];
  return (
    <>
      <text x="16" y={y} font-size="15" font-weight="650">
        {name}
        {lines.length === 0 ? (
          <tspan
            dx="10"
            font-size={point.word.length > 20 ? 11.5 : 13}
            font-weight="400"
            class="second"
          >
            {point.word}
          </tspan>
        ) : null}
      </text>
      {lines.map((line, index) => (
        <Words key={line} x={16} y={y + 15 + index * 14} size={12} tone="ink-2">
          {line}
        </Words>
      ))}
    </>
  );
}

function Sources({ frame, was, diagram }: Props): VNode {
  const { utility, generator } = diagram;
  const note = diagram.breaker === "closed" ? "" : "breaker position not sensed when dead";
  return (
    <>
      <Title y={isLong(frame.utility) ? 28 : 48} name="Utility" point={frame.utility} />
      <Figures point={frame.utility} was={was?.utility} y={88} y_legs={135} />
      <Conductor x={67} y={Y_UTILITY} length={263} wire={utility} mark />
      <Transformer x={32} y={Y_UTILITY} wire={utility} />
      <Conductor x={58} y={Y_GENERATOR} length={108} wire={{ ...generator, flow: 0 }} />
      <Conductor x={196} y={Y_GENERATOR} length={134} wire={generator} />
      <GeneratorSymbol x={38} y={Y_GENERATOR} wire={generator} />
      <Inlet x={112} y={Y_GENERATOR} />
      <Breaker x={166} y={Y_GENERATOR} position={diagram.breaker} wire={generator} />
      <Cable x={208} y={Y_GENERATOR} length={48} />
      <g class="second" font-size="12" text-anchor="middle">
        <text x="112" y="280">
          L14-30
        </text>
        <text x="181" y="280">
          30 A
        </text>
        <text x="232" y="280">
          25 ft
        </text>
      </g>
      <Figures point={frame.generator} was={was?.generator} y={191} y_legs={212} />
      <Title y={isLong(frame.generator) ? 297 : 312} name="Generator" point={frame.generator} />
      <Words x={16} y={isLong(frame.generator) ? 340 : 331} size={12} tone="ink-3">
        {frame.generator.state === "dead" ? note : neutralText(frame.neutral)}
      </Words>
    </>
  );
}

function Switches({ frame, diagram }: Props): VNode {
  const wire_u = diagram.after_u;
  const wire_g = diagram.after_g;
  return (
    <>
      <Conductor x={384} y={Y_UTILITY} length={68} wire={wire_u} mark />
      <Conductor x={384} y={Y_GENERATOR} length={68} wire={wire_g} mark />
      <Conductor x={458} y={Y_HOUSE} length={61} wire={diagram.house} mark />
      <Bus x={454} y={Y_UTILITY - 16} length={170} wire={diagram.house} vertical />
      <Interlock x={357} y={Y_UTILITY + 6} length={Y_GENERATOR - Y_UTILITY - 16} vertical />
      <g class="second" font-size="12" text-anchor="end">
        <text x="339" y={Y_HOUSE - 4}>
          mechanical
        </text>
        <text x="339" y={Y_HOUSE + 11}>
          interlock
        </text>
      </g>
      <Contact x={330} y={Y_UTILITY} line={frame.switch_u} wire={wire_u} />
      <Contact x={330} y={Y_GENERATOR} line={frame.switch_g} wire={wire_g} />
      <SwitchName
        x={292}
        y={40}
        name="U"
        line={frame.switch_u}
        kind="200 A service switch"
        grow="up"
      />
      <SwitchName x={292} y={283} name="G" line={frame.switch_g} kind="30 A switch" grow="down" />
    </>
  );
}

/** Maximum width of a switch's badge. */
const ROOM = 170;

interface WideSwitchProps {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly line: Frame["switch_u"];
  readonly kind: string;
  readonly grow: "up" | "down";
}

function SwitchName({ x, y, name, line, kind, grow }: WideSwitchProps): VNode {
  return (
    <>
      <Words x={x} y={y} size={17} weight={700} anchor="middle">
        {name}
      </Words>
      <Badge x={x + 18} y={y - 17} line={line} room={ROOM} grow={grow} />
      <Words
        x={x + 18}
        y={y + 21 + (grow === "down" ? badgeExtra(line, ROOM) : 0)}
        size={12}
        tone="ink-3"
      >
        {kind}
      </Words>
    </>
  );
}

const HOUSE = { left: 519, right: 758, eaves: 128, floor: 262 };

function House({ frame, diagram }: Props): VNode {
  const { left, right, eaves, floor } = HOUSE;
  const { house } = frame;
  const middle = (left + right) / 2;
  const first = Y_HOUSE - (diagram.inside ? 4 : 13);
  const rule = diagram.inside ? 217 : 212;
  const edge = diagram.inside ? "house inside" : "house";
  return (
    <>
      <path class={edge} d={`M${left} ${eaves}L${middle} 74L${right} ${eaves}V${floor}H${left}Z`} />
      {diagram.inside ? <InsideSource x={middle} y={106} /> : null}
      <Words
        x={middle}
        y={diagram.inside ? 147 : 122}
        size={diagram.inside ? 13.5 : 15}
        weight={650}
        anchor="middle"
        tone={diagram.inside ? "alarm" : "ink"}
      >
        {diagram.inside ? "House, fed from inside" : "House"}
      </Words>
      {house.legs.map((leg, index) => (
        <g key={index}>
          <Branch wire={diagram.house} leg={index} y={first + index * 26} />
          <g class="row-of-leg" transform={`translate(${left} ${first + index * 26 + 5})`}>
            <text x="25" class="name">
              L{index + 1}
            </text>
            <text x="109">{quantity(leg.volts, 1, "V")}</text>
            <text x="163">{quantity(leg.amps, 1, "A")}</text>
            <text x="229">{quantity(leg.watts, 0, "W")}</text>
          </g>
        </g>
      ))}
      <path d={`M${left + 14} ${rule}H${right - 12}`} stroke="var(--hair)" />
      <Words x={left + 25} y={rule + 29} size={14} tone="ink-2">
        {house.hertz === null ? house.word : `${fixed(house.hertz, 2)} Hz`}
      </Words>
      <Words x={right - 10} y={rule + 29} size={diagram.inside ? 14 : 19} weight={620} anchor="end">
        {power(house)}
      </Words>
    </>
  );
}

function Branch({ wire, leg, y }: { wire: Wire; leg: number; y: number }): VNode {
  const state = wire.legs[leg] ?? "unknown";
  const d = `M${HOUSE.left + 1} ${Y_HOUSE}H${HOUSE.left + 10}V${y}H${HOUSE.left + 21}`;
  return <path d={d} class={`branch ${state}`} style={{ "--wire": `var(--${wire.tone})` }} />;
}

const LEGEND: readonly LegendEntry[] = [
  { x: 519, y: 290, state: "live", word: "live" },
  { x: 629, y: 290, state: "live", flow: 1, word: "current flows" },
  { x: 519, y: 312, state: "dead", word: "dead" },
  { x: 629, y: 312, state: "between", word: "low, not dead" },
  { x: 519, y: 334, state: "unknown", word: "unknown" },
];

export interface Props {
  readonly frame: Frame;
  readonly was: Frame | null;
  readonly diagram: Diagram;
}

export function WideLine(props: Props): VNode {
  return (
    <svg class="wide" viewBox="0 0 760 342" aria-hidden="true">
      <rect x="261" y="6" width="226" height="330" rx="14" class="inside-meter" />
      <Words x={475} y={325} size={12} tone="ink-3" anchor="end">
        inside the meter
      </Words>
      <Sources {...props} />
      <Switches {...props} />
      <House {...props} />
      <Legend entries={LEGEND} length={32} indent={40} size={12} />
    </svg>
  );
}
