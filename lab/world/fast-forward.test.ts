/** A fast-forward must equal computing every sample: worlds bit by bit, and whole results. */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import { ChannelFault } from "@bptm/twin/meter/sensors";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Condition } from "../scenario/condition";
import { WaveformCapture } from "../run/waveform-capture";
import type { Stimulus } from "../scenario/stimulus";
import { worldLayout } from "../host/host";
import type { Engine } from "../host/host";
import { library } from "../scenario/library";
import { differences } from "../host/mirror";
import { runCondition } from "../run/run";
import type { RunOptions } from "../run/run";
import { Simulation } from "../run/simulation";
import { randomCondition, runRandomCondition } from "../campaign/swarm";
import type { World } from "./world";

const UNIT = SAMPLE_HZ / 4;

function simulation(engine: Engine = "wasm", ...timeline: readonly Stimulus[]): Simulation {
  const one = new Simulation({ seed: 11, house: "standard", generator: "open-frame-7500", engine });
  for (const stimulus of timeline) one.plan(stimulus);
  return one;
}

function advance(one: Simulation, seconds: number): Simulation {
  one.advance(seconds * SAMPLE_HZ);
  return one;
}

const DARK: readonly Stimulus[] = [{ at: 1, utility: "cut" }];
const RESTS_AFTER_S = 8;

/** Fast-forwards and computes the same time range; returns the differences and what was skipped. */
function compare(
  engine: Engine,
  seconds: number,
  touch: (world: World) => void,
  timeline: readonly Stimulus[] = DARK,
) {
  const [skipping, computed] = [simulation(engine, ...timeline), simulation(engine, ...timeline)];
  for (const one of [skipping, computed]) {
    advance(one, RESTS_AFTER_S);
    touch(one.world);
    advance(one, 1);
  }
  const skipped = skipping.fastForward(seconds * SAMPLE_HZ, UNIT);
  const compared = (): string[] => {
    advance(computed, (skipping.sample - computed.sample) / SAMPLE_HZ);
    return differences(worldLayout(), "World", skipping.world, computed.world).map(
      ({ path, here, there }) => `${path}: ${here}, ${there}`,
    );
  };
  const at_once = compared();
  for (const one of [skipping, computed]) one.apply({ utility: "restore" });
  advance(skipping, 1.01);
  return { skipped, different: [...at_once, ...compared()] };
}

const WORLDS: Record<string, { touch?: (world: World) => void; timeline?: Stimulus[] }> = {
  "the feeder is dead": {},
  "both wires are disconnected from a live feeder": {
    timeline: [{ at: 1, utility: "disconnect" }],
  },
  "a cycle is no whole number of samples": {
    touch: ({ home }) => (home.utility.hz = 59.97),
  },
  "its frequency wanders, and its level falls slowly": {
    touch: ({ home: { utility } }) => {
      utility.wander_hz = 0.4;
      utility.slew_per_s = 0.1;
      utility.level_1 = 0.5;
    },
  },
  "channels are faulty, and a contact contradicts itself": {
    touch: ({ home }) => {
      const faults = [ChannelFault.OpenLead, ChannelFault.Frozen, ChannelFault.Swapped];
      for (const [channel, fault] of faults.entries()) home.sensors.fault[channel] = fault;
      home.switch_u.pole_1.normally_open = 2;
    },
  },
  "the judge has recorded a pulse of each coil": {
    touch: ({ judge }) => {
      const coils = [judge.u_open, judge.u_close, judge.g_open, judge.g_close];
      for (const [at, coil] of coils.entries()) coil.since_on = 9000 + at;
    },
  },
  "jaws are hot": { touch: ({ home }) => (home.supply.jaw_celsius = 80) },
  "the breaker is warm, and nothing else": {
    touch: ({ home }) => {
      home.supply.jaw_celsius = home.supply.ambient_celsius;
      home.breaker.heat_1 = 0.7;
      home.breaker.heat_2 = 0.6;
    },
  },
  "the main breaker is warm, and nothing else": {
    touch: ({ home }) => {
      home.supply.jaw_celsius = home.supply.ambient_celsius;
      home.house.main.heat_1 = 0.4;
      home.house.main.heat_2 = 0.3;
    },
  },
  "the engine is warm, and nothing else": {
    touch: ({ home }) => {
      home.supply.jaw_celsius = home.supply.ambient_celsius;
      home.generator.warmth = 1;
    },
  },
};

test.each(Object.entries(WORLDS))(
  "a fast-forward equals every sample, bit by bit: %s",
  (_, world) => {
    const { touch = () => undefined, timeline = DARK } = world;
    for (const [engine, seconds] of [
      ["wasm", 0.25],
      ["wasm", 40],
      ["typescript", 3],
    ] as const) {
      const { skipped, different } = compare(engine, seconds, touch, timeline);
      expect(different).toEqual([]);
      expect(skipped).toBe(seconds * SAMPLE_HZ);
    }
  },
);

test("a home that has cooled down is fast-forwarded for days", () => {
  const one = advance(simulation("wasm", ...DARK), RESTS_AFTER_S);
  const before = one.sample;
  expect(one.fastForward(4 * 86_400 * SAMPLE_HZ, UNIT)).toBe(4 * 86_400 * SAMPLE_HZ);
  expect(one.sample - before).toBe(4 * 86_400 * SAMPLE_HZ);
  one.apply({ utility: "restore" });
  advance(one, 3);
  expect(one.world.home.supply.alive).toBe(1);
});

/** What keeps a home from being quiescent; each is added to a world that would be without it. */
const RESTLESS: Record<string, (world: World) => void> = {
  power: ({ home }) => (home.supply.held_in_reset = home.supply.alive = 1),
  voltage: ({ home }) => (home.supply.generator_square = 1),
  "a live feeder": ({ home }) => (home.utility.energized = 1),
  "a neighbour": ({ home }) => (home.utility.neighbour_level = 1),
  "a ghost": ({ home }) => (home.utility.ghost_volts = 40),
  "a surge": ({ home }) => (home.utility.surge_volts = 900),
  "an order to run": ({ home }) => (home.generator.running = 1),
  "a shaft that turns": ({ home }) => (home.generator.rpm = 100),
  "an inverter": ({ home }) => (home.generator.inverter_level = 0.1),
  "a breaker's handle": ({ home }) => (home.breaker.tripped = 1),
  "the main breaker's handle": ({ home }) => (home.house.main.tripped = 1),
  "an arc": ({ home }) => (home.generator.breaker = 0),
  "a battery": ({ home }) => (home.house.inner.battery_on = 1),
  "a dryer's generator": ({ home }) => (home.house.inner.dryer_running = 1),
  "solar inverters": ({ home }) => (home.house.inner.solar_on = 1),
  "a rotor": ({ home }) => (home.house.motor_b.speed = 1),
  "a capacitor that feeds a leg": ({ home }) => (home.house.rectifier_1 = 1),
  "a line that was live": ({ home }) => (home.house.last_2 = 1),
  "a current": ({ home }) => (home.network.x[4] = 1e-30),
  "a coil": ({ home }) => (home.switch_g.open_coil = 1),
  "a pole in motion": ({ home }) => (home.switch_u.pole_2.position = 0.5),
  "a write in progress": ({ home }) => (home.store.write_sample = 3),
  "the block": ({ home }) => (home.block_hold = 7),
  "a tick in progress": ({ home }) => (home.slow_in = 3),
  "a window of the judge": ({ judge }) => (judge.truth.out.half_1 = 1),
  "a pulse that is not yet verified": ({ judge }) => (judge.g_close.verify = 4),
  "a recent close": ({ judge }) => (judge.u_close.since_on = 300),
};

test("whatever may still change something is not fast-forwarded", () => {
  const atRest = (): Simulation => advance(simulation("typescript", ...DARK), RESTS_AFTER_S);
  const whole = atRest();
  for (const [what, touch] of Object.entries(RESTLESS)) {
    const { host } = atRest();
    touch(host.world);
    expect(host.fastForward(UNIT), what).toBe(0);
  }
  expect(whole.host.fastForward(UNIT)).toBe(UNIT);
}, 120_000);

test("no fast-forward past a stimulus, right after one, or while every sample is requested", () => {
  const one = advance(
    simulation("wasm", ...DARK, { at: 20.1, load: "on", name: "dryer" }),
    RESTS_AFTER_S,
  );
  one.onSample = () => undefined;
  expect(one.fastForward(100 * SAMPLE_HZ, UNIT)).toBe(0);
  one.onSample = undefined;
  expect(one.fastForward(100 * SAMPLE_HZ, UNIT)).toBe(12 * SAMPLE_HZ);
  advance(one, 0.25);
  expect(one.fastForward(100 * SAMPLE_HZ, UNIT)).toBe(0);
  advance(one, 0.25);
  expect(one.fastForward(100 * SAMPLE_HZ, UNIT)).toBe(100 * SAMPLE_HZ);
});

/** Gives the test access to the world of a run. */
class WorldCapture extends WaveformCapture {
  seen: Simulation | undefined;
  skipped = 0;

  override begin(one: Simulation): void {
    super.begin(one);
    this.seen = one;
    const { fastForward } = one.host;
    Object.assign(one.host, {
      fastForward: (samples: number): number => {
        const done = fastForward(samples);
        this.skipped += done;
        return done;
      },
    });
  }
}

type Run = (condition: Condition, options: RunOptions) => Promise<unknown>;

/** Runs a condition with and without fast-forwards; returns the seconds fast-forwarded. */
async function bothWays(condition: Condition, run: Run): Promise<number> {
  const [skipping, computed] = [new WorldCapture(), new WorldCapture()];
  const quick = await run(condition, { observers: [skipping] });
  const slow = await run(condition, { observers: [computed], fastForward: false });
  expect(quick).toEqual(slow);
  expect(skipping.captured).toEqual(computed.captured);
  const [here, there] = [skipping.seen?.world, computed.seen?.world];
  if (here === undefined || there === undefined) throw new Error("Nobody ran.");
  expect(differences(worldLayout(), "World", here, there)).toEqual([]);
  expect(computed.skipped).toBe(0);
  return skipping.skipped / SAMPLE_HZ;
}

const FAST_FORWARDING = { "H-01": 590, "H-19": 70, "H-28": 20, "H-109": 10, "H-115": 8 };

test.each(Object.entries(FAST_FORWARDING))(
  "%s is the same with fast-forwards",
  async (id, least_s) => {
    const condition = library().find((one) => one.id === id);
    if (condition === undefined) throw new Error(`There is no ${id}.`);
    expect(await bothWays(condition, runCondition)).toBeGreaterThan(least_s);
  },
  120_000,
);

test("drawn conditions are the same with fast-forwards", async () => {
  const seed = fc.integer({ min: 1, max: 2 ** 31 - 1 });
  const same = fc.asyncProperty(seed, async (one) => {
    await bothWays(randomCondition(one), runRandomCondition);
  });
  await fc.assert(same, { numRuns: 4, endOnFailure: true });
}, 240_000);
