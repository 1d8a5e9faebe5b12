/** Two sources, two registers, which are never added up. */
import type { VNode } from "preact";
import type { Frame } from "@bptm/station/wire/api";
import { LastDay } from "./last-day";
import { DASH, clock, fixed } from "../base/numbers";

interface RegisterProps {
  readonly name: string;
  readonly source: "utility" | "generator";
  readonly kwh: number | null;
  readonly largest: number;
}

function Register({ name, source, kwh, largest }: RegisterProps): VNode {
  const share = kwh === null || largest <= 0 ? 0 : (kwh / largest) * 100;
  return (
    <>
      <dt>{name}</dt>
      <dd class="share" aria-hidden="true">
        <i class={source} style={{ width: `${share}%` }} />
      </dd>
      <dd class="kwh">
        {kwh === null ? DASH : fixed(kwh, 2)} <small>kWh</small>
      </dd>
    </>
  );
}

interface EnergyProps {
  readonly frame: Pick<Frame, "energy" | "at" | "recorded_until">;
  /** When the registers were last read, if not now. */
  readonly as_of: string | null;
}

export function Energy({ frame, as_of }: EnergyProps): VNode {
  const { utility_kwh, generator_kwh } = frame.energy;
  const largest = Math.max(utility_kwh ?? 0, generator_kwh ?? 0);
  return (
    <section class="energy" aria-labelledby="energy-title">
      <div class="head">
        <h2 id="energy-title">Energy</h2>
        <span>{as_of === null ? "separate registers" : `as of ${clock(as_of)}`}</span>
      </div>
      <dl class="registers">
        <Register name="Utility" source="utility" kwh={utility_kwh} largest={largest} />
        <Register name="Generator" source="generator" kwh={generator_kwh} largest={largest} />
      </dl>
      <LastDay now={frame.at} recorded_until={frame.recorded_until} />
    </section>
  );
}
