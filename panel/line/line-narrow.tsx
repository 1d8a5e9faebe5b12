/** The one-line diagram for a phone, upright: sources above, house below. */
import type { VNode } from "preact";
import type { Frame, MeasuringPointState } from "@bptm/station/wire/api";
import { Badge, Breaker, Cable, GeneratorSymbol, InsideSource, Inlet } from "./line-symbols";
import { Interlock, Transformer } from "./line-symbols";
import { Legend } from "./line-legend";
import type { LegendEntry } from "./line-legend";
import { Bus, Conductor, Contact, Words } from "./line-parts";
import { hertz, power, wasVolts, wrap } from "./line-text";
import type { Props } from "./line-wide";
import { fixed, quantity } from "../base/numbers";

const X_UTILITY = 36;
const X_GENERATOR = 200;
const X_HOUSE = 118;
const Y_SWITCH = 272;
const Y_BUS = 358;

function Head(props: {
  x: number;
  name: string;
  point: MeasuringPointState;
  was: MeasuringPointState | undefined;
}): VNode {
  const { x, name, point, was } = props;
  return (
    <>
      <Words x={x} y={24} size={16} weight={650}>
        {name}
      </Words>
      {wrap(point.word, 19, 3).map((text, index) => (
        <Words key={text} x={x} y={39 + index * 13} size={11.5} tone="ink-2">
          {text}
        </Words>
      ))}
      <Words x={x} y={84} size={19} weight={620}>
        {quantity(point.line_volts, 1, "V")}
      </Words>
      <Words x={x} y={101} size={14} tone="ink-2">
        {was === undefined ? hertz(point) : wasVolts(was)}
      </Words>
      {point.legs.map((leg, index) => (
        <Words key={index} x={x} y={121 + index * 18} size={13.5}>
          <tspan class="quiet">L{index + 1}</tspan> {quantity(leg.volts, 1, "V")}
        </Words>
      ))}
    </>
  );
}

function Sources({ frame, was, diagram }: Props): VNode {
  const { utility, generator } = diagram;
  return (
    <>
      <Head x={66} name="Utility" point={frame.utility} was={was?.utility} />
      <Head x={234} name="Generator" point={frame.generator} was={was?.generator} />
      <Conductor x={X_UTILITY} y={62} length={Y_SWITCH - 62} wire={utility} mark vertical />
      <Transformer x={X_UTILITY} y={30} wire={utility} r={14} vertical />
      <Conductor x={X_GENERATOR} y={56} length={112} wire={{ ...generator, flow: 0 }} vertical />
      <Conductor x={X_GENERATOR} y={198} length={Y_SWITCH - 198} wire={generator} vertical />
      <GeneratorSymbol x={X_GENERATOR} y={36} wire={generator} />
      <Inlet x={X_GENERATOR} y={136} />
      <Breaker x={X_GENERATOR} y={170} position={diagram.breaker} wire={generator} vertical />
      <Cable x={X_GENERATOR} y={208} length={28} vertical />
      <g class="second" font-size="13">
        <text x="234" y="166">
          L14-30 inlet
        </text>
        <text x="234" y="195">
          30 A breaker
        </text>
        <text x="234" y="228">
          25 ft cable
        </text>
      </g>
    </>
  );
}

function Switches({ frame, diagram }: Props): VNode {
  const below = Y_SWITCH + 54;
  const reach = Y_BUS - 4 - below;
  return (
    <>
      <Conductor x={X_UTILITY} y={below} length={reach} wire={diagram.after_u} vertical />
      <Conductor x={X_GENERATOR} y={below} length={reach} wire={diagram.after_g} vertical />
      <Conductor x={X_HOUSE} y={Y_BUS + 5} length={86} wire={diagram.house} mark vertical />
      <Bus x={X_UTILITY - 14} y={Y_BUS} length={192} wire={diagram.house} />
      <Interlock x={X_UTILITY + 8} y={Y_SWITCH + 27} length={142} />
      <SwitchName x={54} name="U" kind="200 A" line={frame.switch_u} />
      <SwitchName x={218} name="G" kind="30 A" line={frame.switch_g} />
      <Contact x={X_UTILITY} y={Y_SWITCH} line={frame.switch_u} wire={diagram.after_u} vertical />
      <Contact x={X_GENERATOR} y={Y_SWITCH} line={frame.switch_g} wire={diagram.after_g} vertical />
    </>
  );
}

interface NarrowSwitchProps {
  readonly x: number;
  readonly name: string;
  readonly kind: string;
  readonly line: Frame["switch_u"];
}

function SwitchName({ x, name, kind, line }: NarrowSwitchProps): VNode {
  return (
    <>
      <Words x={x} y={272} size={16} weight={700}>
        {name}
      </Words>
      <Words x={x + 18} y={272} tone="ink-3">
        {kind}
      </Words>
      <Badge x={x + 3} y={316} line={line} room={118} grow="up" />
    </>
  );
}

const HOUSE = { left: 10, right: 348, eaves: 472, floor: 606 };

function House({ frame, diagram }: Props): VNode {
  const { left, right, eaves, floor } = HOUSE;
  const { house } = frame;
  const edge = diagram.inside ? "house inside" : "house";
  return (
    <>
      <path class={edge} d={`M${left} ${eaves}L179 434L${right} ${eaves}V${floor}H${left}Z`} />
      {diagram.inside ? <InsideSource x={318} y={497} /> : null}
      <Words x={26} y={498} size={16} weight={650} tone={diagram.inside ? "alarm" : "ink"}>
        {diagram.inside ? "House, fed from inside" : "House"}
      </Words>
      {house.legs.map((leg, index) => (
        <g key={index} class="row-of-leg large" transform={`translate(10 ${528 + index * 26})`}>
          <text x="16" class="name">
            L{index + 1}
          </text>
          <text x="128">{quantity(leg.volts, 1, "V")}</text>
          <text x="214">{quantity(leg.amps, 1, "A")}</text>
          <text x="322">{quantity(leg.watts, 0, "W")}</text>
        </g>
      ))}
      <path d="M26 566H332" stroke="var(--hair)" />
      <Words x={26} y={592} size={15} tone="ink-2">
        {house.hertz === null ? house.word : `${fixed(house.hertz, 2)} Hz`}
      </Words>
      <Words x={332} y={592} size={diagram.inside ? 15 : 19} weight={620} anchor="end">
        {power(house)}
      </Words>
    </>
  );
}

const LEGEND: readonly LegendEntry[] = [
  { x: 10, y: 630, state: "live", word: "live" },
  { x: 110, y: 630, state: "live", flow: 1, word: "current" },
  { x: 230, y: 630, state: "between", word: "low, not dead" },
  { x: 10, y: 652, state: "dead", word: "dead" },
  { x: 110, y: 652, state: "unknown", word: "unknown" },
];

export function NarrowLine(props: Props): VNode {
  return (
    <svg class="narrow" viewBox="0 0 358 664" aria-hidden="true">
      <rect x="1" y="246" width="356" height="146" rx="14" class="inside-meter" />
      <Words x={345} y={383} size={12} tone="ink-3" anchor="end">
        inside the meter
      </Words>
      <Sources {...props} />
      <Switches {...props} />
      <House {...props} />
      <Legend entries={LEGEND} length={26} indent={33} size={12.5} />
    </svg>
  );
}
