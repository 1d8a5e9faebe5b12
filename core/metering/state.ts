/** What metering keeps from tick to tick, apart from the registers themselves. */
import { DemandSteps } from "./demand";
import { MeterSums } from "../measure/meter-sums";
import { OutageWatch } from "./outages";
import { Power } from "../measure/power";
import { Register, Registers } from "./registers";

/** The test pulse of one source, delivered and received alike. */
export class TestPulse {
  pulses: Register = new Register();
  owed: i32 = 0;
  step: i32 = 0;
}

/** When the host shall write. */
export class Saving {
  /** Rises when it shall. */
  counter: i32 = 0;
  /** Ticks since the last one, by whomever it was asked for. */
  ticks: i32 = 0;
  version_before: i32 = 0;
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
  /** What lies in the store for certain. */
  published: Registers = new Registers();
  /** The host sets 1 to reset demand; it is 0 again when that was done. */
  reset_demand: i32 = 0;
}
