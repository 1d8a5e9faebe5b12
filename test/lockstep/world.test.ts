/** The whole world in TypeScript and in WebAssembly: outage, transfer, restart, return. */
import { worldLayout } from "@bptm/lab/host/host";
import { differences } from "@bptm/lab/host/mirror";
import { Simulation } from "@bptm/lab/run/simulation";
import { expect, test } from "vitest";

function simulation(engine: "wasm" | "typescript"): Simulation {
  const one = new Simulation({ seed: 73, house: "standard", generator: "open-frame-9500", engine });
  one.plan({ at: 4, utility: "cut" });
  one.plan({ at: 6, generator: "plug-in" });
  one.plan({ at: 7, generator: "start" });
  one.plan({ at: 36, load: "on", name: "well pump" });
  one.plan({ when: { connected: "generator" }, after_ms: 6000, supply: "fail", for_s: 0.7 });
  one.plan({ at: 42, utility: "restore" });
  return one;
}

test("both engines are bit-identical in every field over 75 s", () => {
  const wasm = simulation("wasm");
  const typescript = simulation("typescript");
  const layout = worldLayout();
  let connections = new Set<string>();
  for (let quarter = 0; quarter < 300; quarter++) {
    wasm.advance(1200);
    typescript.advance(1200);
    connections = connections.add(wasm.connected);
    expect(differences(layout, "World", wasm.world, typescript.world)).toEqual([]);
  }
  expect(wasm.world.home.supply.boots).toBeGreaterThan(2);
  expect([...connections]).toEqual(expect.arrayContaining(["utility", "none", "generator"]));
});

test("a difference of one bit is found and located", () => {
  const wasm = simulation("wasm");
  const typescript = simulation("typescript");
  typescript.world.home.network.x[3] = Number.MIN_VALUE;
  wasm.world.meter.log.sequence = 7;
  const found = differences(worldLayout(), "World", wasm.world, typescript.world);
  const paths = found.map(({ path }) => path).toSorted();
  expect(paths).toEqual(["home.network.x[3]", "meter.log.sequence"]);
});

test("the module's memory never grows", () => {
  const { host, world } = simulation("wasm");
  const before = world.home.network.x.buffer;
  host.advance(4800);
  expect(world.home.network.x.buffer).toBe(before);
  expect(before.byteLength).toBe(64 * 65536);
});
