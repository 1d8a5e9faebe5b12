import { describe, expect, test } from "vitest";
import { Coil } from "@bptm/core/hardware/signals";
import { keptFields } from "./abstraction";
import { ENVIRONMENTS } from "../campaign/campaigns";
import { CoreWords, Explorer } from "./explore";
import type { ExplorationCampaign } from "./explore";
import { faultSets } from "../model/faults";
import { STEADY_SOURCES, liveness } from "./liveness";
import { ProofBench } from "../module/proof-bench";

const powered = Object.values(ENVIRONMENTS).find(({ cuts }) => !cuts);
if (powered === undefined) throw new Error("no inputs without power cuts");
const CAMPAIGN: ExplorationCampaign = {
  inputs: powered,
  faults: [],
  hardware: { mechanical: false, block: false },
  states_max: 100_000,
};

function explorer(
  campaign: Partial<ExplorationCampaign> = {},
  module?: Uint8Array<ArrayBuffer>,
): Explorer {
  const bench = new ProofBench(module);
  return new Explorer(new CoreWords(bench, keptFields(bench)), { ...CAMPAIGN, ...campaign });
}

describe("the explorer", () => {
  test("without a fault it visits every state and finds no broken invariant", () => {
    const found = explorer().run();
    expect(found).toMatchObject({ complete: true, broken: [] });
    expect(found.states).toBeGreaterThan(800);
    expect(found.transitions).toBeGreaterThan(found.states);
  });

  test("finds the same states each time, also after another campaign", () => {
    const bench = new ProofBench();
    const core = new CoreWords(bench, keptFields(bench));
    new Explorer(core, { ...CAMPAIGN, faults: ["pair_u1"], states_max: 3000 }).run();
    const after = new Explorer(core, CAMPAIGN).run();
    const alone = explorer().run();
    expect(after.states).toBe(alone.states);
    expect(after.depth).toBe(alone.depth);
    expect(after.transitions).toBe(alone.transitions);
  });

  test("both switches close in some state", () => {
    const x = explorer();
    x.run();
    const closed = (name: string): boolean =>
      Array.from({ length: x.states.count }, (_, state) => x.states.plant(state)).some(
        (plant) => x.environment.plants.field(plant, `plant.${name}.pole1.conducts`) === 1,
      );
    expect([closed("u"), closed("g")]).toEqual([true, true]);
  });

  test.each(["pole_u1", "driver_off_u_close", "pair_u1", "channel_out"])(
    "with the single fault %s both switches are still closed",
    (fault) => {
      const { coils } = explorer({ faults: [fault], states_max: 20_000 }).run();
      expect(coils & Coil.UtilityClose).not.toBe(0);
      expect(coils & Coil.GeneratorClose).not.toBe(0);
    },
  );

  test("reports that it is incomplete when it has to stop", () => {
    const found = explorer({ states_max: 200 }).run();
    expect(found.complete).toBe(false);
    expect(explorer().run(() => false).complete).toBe(false);
  });

  test("two faults at one pole defeat any software, but not the interlock", () => {
    const faults = ["pole_g1", "pair_g1"];
    const bare = explorer({ faults }).run();
    expect(bare.broken.map(({ invariant }) => invariant)).toContain(1);
    const hardware = { mechanical: true, block: false };
    const barred = explorer({ faults, hardware, states_max: 20_000 }).run();
    expect(barred.broken.map(({ invariant }) => invariant)).not.toContain(1);
  });

  test("a bar for each pole does not keep a pole of U and a pole of G apart", () => {
    const hardware = { mechanical: true, per_pole: true, block: false };
    const faults = ["pole_u1", "pair_u1"];
    const { broken } = explorer({ faults, hardware, states_max: 20_000 }).run();
    expect(broken.map(({ invariant }) => invariant)).toContain(1);
    const alone = explorer({ faults: ["pole_u1"], hardware, states_max: 5000 }).run();
    expect(alone.broken.map(({ invariant }) => invariant)).not.toContain(1);
  });
});

test.each(STEADY_SOURCES)("the house is supplied: $name", (steady) => {
  const x = explorer();
  x.run();
  const live = liveness(x, steady);
  expect(live).toMatchObject({ circles: 0, stuck: -1 });
  expect(live.states).toBeGreaterThan(100);
  expect(live.ticks_max).toBeLessThan(40);
});

test("sets of faults that differ only by an exchange of the poles count once", () => {
  const names = ["pole_u1", "pole_u2", "pair_u1"];
  expect(faultSets(0, names)).toEqual([[]]);
  expect(faultSets(1, names)).toEqual([["pole_u1"], ["pair_u1"]]);
  expect(faultSets(2, names)).toEqual([
    ["pole_u1", "pole_u2"],
    ["pole_u1", "pair_u1"],
    ["pole_u2", "pair_u1"],
  ]);
});
