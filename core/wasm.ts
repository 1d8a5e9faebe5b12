/** Entry of the core's own WebAssembly build: one meter in linear memory. */
import { explain as explainControl } from "./explain/explain";
import {
  Meter,
  control as controlMeter,
  powerUp,
  sampleMeter,
  startControlling,
  tickMeter,
} from "./meter";

export function create(): Meter {
  return new Meter();
}

export function start(m: Meter, store_state: i32): void {
  powerUp(m, store_state);
}

export function sample(m: Meter): void {
  sampleMeter(m);
}

export function tick(m: Meter): void {
  tickMeter(m);
}

/** The controlling half alone, for the proof: a start, and one tick. */
export function startControl(m: Meter, store_state: i32): void {
  startControlling(m, store_state);
}

export function control(m: Meter): void {
  controlMeter(m);
}

/** What the meter says of the state of its controlling half, alone, for the proof. */
export function explain(m: Meter): void {
  explainControl(m.control, m.explanation);
}
