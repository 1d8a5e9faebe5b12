/** The core's TypeScript and its WebAssembly build, side by side on a random life, bit for bit. */
import { chance } from "../chance";
import { exportsOf } from "@bptm/runtime/module-exports";
import { readFileSync } from "node:fs";
import { Meter, powerUp, sampleMeter, tickMeter } from "@bptm/core/meter";
import type { Outputs } from "@bptm/core/hardware/signals";
import { differences, mirror } from "@bptm/lab/host/mirror";
import type { ClassLayout } from "@bptm/runtime/class-layout";
import { expect, test } from "vitest";

const TICKS = 1_000_000;
const SAMPLES_PER_TICK = 4;
const WHOLE_EVERY = 2000;
const SEED = Number(process.env["BPTM_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

interface CoreModule {
  readonly memory: WebAssembly.Memory;
  create(): number;
  start(meter: number, store_state: number): void;
  sample(meter: number): void;
  tick(meter: number): void;
}

const build = (name: string): Buffer =>
  readFileSync(new URL(`../../build/${name}`, import.meta.url));

/** A world that is wild but not noise: places live and die, contacts mostly tell the truth. */
class Life {
  private readonly volts = [3840, 0, 3840];
  private readonly half_period = [40, 40, 40];
  private contacts_u = 5;
  private contacts_g = 10;
  private reserve_mv = 24_000;
  private now = 0;

  constructor(private readonly draw: (below: number) => number) {}

  /** Once a tick: what may change. */
  change(meter: Meter): void {
    const { draw } = this;
    if (draw(400) === 0) this.volts[draw(3)] = [0, 0, 300, 3000, 3840, 3900, 4700][draw(7)] ?? 0;
    if (draw(3000) === 0) this.half_period[draw(3)] = draw(2) === 0 ? 40 : 38 + draw(5);
    this.obey(meter.outputs);
    if (draw(3000) === 0) this.contacts_u = draw(16);
    if (draw(3000) === 0) this.contacts_g = draw(16);
    if (draw(5000) === 0) this.reserve_mv = draw(26_000);
    else if (draw(50) === 0) this.reserve_mv = 24_000;
    const i = meter.inputs;
    i.utility_contacts = this.contacts_u;
    i.generator_contacts = this.contacts_g;
    i.coil_reserve_mv = this.reserve_mv;
    i.logic_reserve_mv = 12_000;
    i.coil_current_ma = meter.outputs.coils === 0 ? 0 : 600;
    i.cord_neutral = draw(10_000) === 0 ? 0 : 1;
    i.jaw_temperature_decidegree = 250 + draw(50) * (draw(500) === 0 ? 20 : 1);
    i.second_clock_ticks = (i.second_clock_ticks + 1) | 0;
    if (draw(2000) === 0) meter.request.order = 1 + draw(4);
  }

  /** Switches that follow their coils most of the time. */
  private obey(o: Outputs): void {
    if (this.draw(4) !== 0) return;
    if (o.coils === 1) this.contacts_u = 10;
    if (o.coils === 2) this.contacts_u = 5;
    if (o.coils === 4) this.contacts_g = 10;
    if (o.coils === 8) this.contacts_g = 5;
  }

  fill(samples: Int32Array): void {
    this.now += 1;
    const pilot = [96, 0, -96, 0][this.now & 3] ?? 0;
    for (let c = 0; c < 6; c++) {
      const place = c >> 1;
      const half = this.half_period[place] ?? 40;
      const sign = Math.floor(this.now / half) % 2 === (c & 1) ? 1 : -1;
      samples[c] = sign * (this.volts[place] ?? 0) + this.draw(9) - 4 + pilot;
    }
    for (let c = 6; c < 10; c++) samples[c] = ((samples[c - 6] ?? 0) >> 3) + this.draw(64) - 32;
  }
}

test(`a million random ticks agree to the bit (BPTM_SEED=${SEED})`, () => {
  const layout = JSON.parse(build("core.layout.json").toString()) as ClassLayout;
  const module = new WebAssembly.Instance(
    new WebAssembly.Module(new Uint8Array(build("core.wasm"))),
  );
  const core = exportsOf<CoreModule>(module);
  const at = core.create();
  const theirs = mirror<Meter>(core.memory.buffer, layout, "Meter", at);
  const ours = new Meter();
  const draw = chance(SEED);
  const life = new Life(draw);
  const agree = (tick: number): void => {
    expect({ tick, different: differences(layout, "Meter", ours, theirs) }).toEqual({
      tick,
      different: [],
    });
  };
  const boot = (state: number): void => {
    powerUp(ours, state);
    core.start(at, state);
  };
  boot(1);
  let moved = 0;
  for (let tick = 0; tick < TICKS; tick++) {
    life.change(ours);
    const { samples, ...rest } = ours.inputs;
    Object.assign(theirs.inputs, rest);
    theirs.request.order = ours.request.order;
    for (let k = 0; k < SAMPLES_PER_TICK; k++) {
      life.fill(samples);
      theirs.inputs.samples.set(samples);
      sampleMeter(ours);
      core.sample(at);
    }
    tickMeter(ours);
    core.tick(at);
    if (ours.outputs.coils !== 0) moved += 1;
    if (ours.outputs.coils !== theirs.outputs.coils || tick % WHOLE_EVERY === 0) agree(tick);
    if (draw(8000) === 0) boot([0, 0, 1, 1, 2][draw(5)] ?? 0);
  }
  agree(TICKS);
  expect(moved, "ticks with a driven coil: a life without any would prove little").toBeGreaterThan(
    1000,
  );
}, 600_000);
