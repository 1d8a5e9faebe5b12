/**
 * A test bench as in a utility's meter shop: voltage and current from a phantom load pass the
 * twin's converter (pilots, noise, rounding) into the shipped core, and the true energy is computed
 * from the same waves.
 */
import type { Meter } from "@bptm/core/meter";
import { CONTACTS_CLOSED, CONTACTS_OPEN, Channel } from "@bptm/core/hardware/signals";
import { StoreState } from "@bptm/core/storage/store";
import { SAMPLES_PER_TICK, SAMPLE_HZ } from "@bptm/core/hardware/units";
import { Sensors, convert, floatReference } from "@bptm/twin/meter/sensors";
import type { TestLoad } from "./accuracy-tests";
import { openCore } from "../host/core-host";

/** Watt seconds since the start: true (leg by leg), and by the Form 2S rule. */
export interface TrueEnergy {
  readonly legs: number;
  readonly form_2s: number;
}

const SQRT2 = Math.SQRT2;

/** Voltages and currents of both legs at a phase angle of the fundamental. */
export function waves(load: TestLoad, angle: number): readonly [number, number, number, number] {
  const lag = (load.lag_degrees * Math.PI) / 180;
  let volts = Math.sin(angle);
  let amperes = Math.sin(angle - lag);
  for (const [order, of_volts, of_amperes] of load.harmonics) {
    volts += of_volts * Math.sin(order * angle);
    amperes += of_amperes * Math.sin(order * (angle - lag));
  }
  const [v1, v2] = load.volts;
  const [i1, i2] = load.amperes;
  return [SQRT2 * v1 * volts, -SQRT2 * v2 * volts, SQRT2 * i1 * amperes, -SQRT2 * i2 * amperes];
}

/** Instantaneous watts: true, and by the Form 2S rule. */
export function wattsOf(wave: readonly [number, number, number, number]): TrueEnergy {
  const [v1, v2, i1, i2] = wave;
  return { legs: v1 * i1 + v2 * i2, form_2s: ((v1 - v2) * (i1 - i2)) / 2 };
}

/** One meter on the bench with its load. */
export class MeterBench {
  readonly meter: Meter;
  /** Ticks since the start. */
  ticks = 0;
  private readonly core = openCore();
  /** The converter, in which tests can set faults. */
  readonly sensors: Sensors = new Sensors();
  private legs = 0;
  private form_2s = 0;
  private index = 0;

  constructor(
    private readonly load: TestLoad,
    seed: number,
  ) {
    this.meter = this.core.meter;
    this.core.start(StoreState.Empty);
    this.sensors.noise_state = seed;
    this.sensors.neutral_reference = load.neutral ? 1 : 0;
    const { inputs } = this.meter;
    const on_utility = load.source === "utility";
    inputs.utility_contacts = on_utility ? CONTACTS_CLOSED : CONTACTS_OPEN;
    inputs.generator_contacts = on_utility ? CONTACTS_OPEN : CONTACTS_CLOSED;
    inputs.logic_reserve_mv = 12_000;
    inputs.coil_reserve_mv = 24_000;
    inputs.cord_neutral = 1;
  }

  /** True energy since the start. */
  get energy(): TrueEnergy {
    return { legs: this.legs, form_2s: this.form_2s };
  }

  /** Advances one tick of the core. */
  tick(): void {
    const { inputs, outputs } = this.meter;
    for (let k = 0; k < SAMPLES_PER_TICK; k++) {
      this.fill();
      floatReference(this.sensors, outputs.burdens);
      convert(this.sensors, inputs.samples, this.index);
      this.index += 1;
      this.core.sample();
    }
    inputs.second_clock_ticks += 1;
    this.core.tick();
    this.ticks += 1;
  }

  private fill(): void {
    const { load, sensors } = this;
    const { truth } = sensors;
    const wave = waves(load, (2 * Math.PI * load.hertz * this.index) / SAMPLE_HZ);
    const on_utility = load.source === "utility";
    const volts = on_utility ? Channel.UtilityLeg1 : Channel.GeneratorLeg1;
    const amperes = on_utility ? Channel.UtilityCurrent1 : Channel.GeneratorCurrent1;
    for (const leg of [0, 1] as const) {
      truth[volts + leg] = wave[leg];
      truth[Channel.OutLeg1 + leg] = wave[leg];
      truth[amperes + leg] = wave[leg === 0 ? 2 : 3];
    }
    const watts = wattsOf(wave);
    this.legs += watts.legs / SAMPLE_HZ;
    this.form_2s += watts.form_2s / SAMPLE_HZ;
  }
}
