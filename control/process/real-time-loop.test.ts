import { expect, test } from "vitest";
import { SAMPLES_PER_TICK } from "@bptm/core/hardware/units";
import type { LinkedCore } from "../host/linked-core";
import type { HostedCore } from "../host/hosted-core";
import { Pace } from "../loop/pace";
import { RealTimeLoop } from "./real-time-loop";

/** A thread with a clock of its own, and a core that only counts. */
function rig(speed = 1): {
  loop: RealTimeLoop;
  pace: Pace;
  core: { sample: number; hurries: boolean };
  clock: { ms: number };
  told: number[];
} {
  const clock = { ms: 0 };
  const core = { sample: 0, hurries: false };
  const told: number[] = [];
  const pace = new Pace(speed, 0);
  const host = {
    advance: (ticks: number) => void (core.sample += ticks * SAMPLES_PER_TICK),
    tell: () => void told.push(clock.ms),
  };
  const thread = {
    now: () => clock.ms,
    sleep: (ms: number) => void (clock.ms += ms),
    receive: () => true,
    beat: () => undefined,
  };
  const loop = new RealTimeLoop(
    core as unknown as HostedCore,
    host as unknown as LinkedCore,
    pace,
    thread,
  );
  return { loop, pace, core, clock, told };
}

test("a second has 240 ticks, none of them late, and ten states are told", () => {
  const { loop, core, clock, told } = rig();
  while (clock.ms < 1000) loop.turn();
  expect(core.sample).toBeGreaterThanOrEqual(4780);
  expect(core.sample).toBeLessThanOrEqual(4800);
  expect(loop.lateness.figures()?.worst_ms).toBeLessThan(0.001);
  expect(told.length).toBe(10);
});

test("a thread that was held up catches up, and its lateness shows", () => {
  const { loop, core, clock } = rig();
  while (clock.ms < 100) loop.turn();
  clock.ms += 50;
  while (clock.ms < 400) loop.turn();
  expect(core.sample).toBeGreaterThanOrEqual(1900);
  expect(loop.lateness.figures()?.worst_ms).toBeGreaterThan(45);
});

test("a paused core stands, and a condition at full speed does not wait", () => {
  const { loop, pace, core, clock } = rig();
  pace.setPaused(true, 0, 0);
  for (let turn = 0; turn < 10; turn += 1) loop.turn();
  expect([core.sample, clock.ms]).toEqual([0, 100]);
  pace.setPaused(false, clock.ms, 0);
  pace.setSpeed(60, clock.ms, 0);
  core.hurries = true;
  loop.turn();
  expect([core.sample > 0, clock.ms]).toEqual([true, 100]);
});
