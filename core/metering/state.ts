/** What metering keeps from tick to tick besides the registers. */
import { DemandSteps } from "./demand";
import { MeterSums } from "../measure/meter-sums";
import { OutageWatch } from "./outages";
import { Power } from "../measure/power";
import { Register, Registers } from "./registers";

/** The test pulse of one source; delivered and received energy pulse alike. */
export class TestPulse {
  pulses: Register = new Register();
  /** Energy still to be pulsed, and the part of it due each tick; units of meter-sums.ts. */
  owed: i32 = 0;
  step: i32 = 0;
}

/** When the host must write the registers to the store. */
export class Saving {
  /** Rises by one with each request to write. */
  counter: i32 = 0;
  /** Ticks since the last request, whichever part of the core made it. */
  ticks: i32 = 0;
  version_before: i32 = 0;
  /** Requests for a cause that are left, and ticks towards the next one. */
  left: i32 = 12;
  refill_ticks: i32 = 0;
  unsupplied_ticks: i32 = 0;
}

export class Metering {
  sums: MeterSums = new MeterSums();
  utility: Power = new Power();
  generator: Power = new Power();
  utility_pulse: TestPulse = new TestPulse();
  generator_pulse: TestPulse = new TestPulse();
  utility_demand: DemandSteps = new DemandSteps();
  generator_demand: DemandSteps = new DemandSteps();
  demand_ticks: i32 = 0;
  outage: OutageWatch = new OutageWatch();
  saving: Saving = new Saving();
  /** The registers that are known to be in the store. */
  published: Registers = new Registers();
  /** The host sets 1 to reset demand; the next tick does so and sets it to 0. */
  reset_demand: i32 = 0;
}
