/** Compares the terms with the module from which they are derived, on numbers of every size. */
import { expect, test } from "vitest";
import { compareTerms, coreCases, stageCases } from "./compare";
import type { TermCase } from "./compare";
import { SymbolicMeter, openCore } from "./symbolic-meter";
import { readBuilt, readLayout } from "../module/proof-bench";
import { constant, not, variable } from "./term";

const VECTORS = 20_000;
const SEED = Number(process.env["BPTM_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

test.each<TermCase>(coreCases())(`$name on ${VECTORS} vectors, seed ${SEED}`, (one) => {
  const found = compareTerms(one, VECTORS, SEED);
  expect(found.wrong).toEqual([]);
  expect(found.trapped).toBeLessThan(VECTORS / 2);
  // What the meter says is nine fields; the other functions change most of the controlling half.
  expect(found.moved).toBeGreaterThanOrEqual(one.name === "explain" ? 9 : 140);
});

test.each<TermCase>(stageCases())(`$name on ${VECTORS} vectors, seed ${SEED}`, (one) => {
  const found = compareTerms(one, VECTORS, SEED);
  expect(found).toMatchObject({ wrong: [], trapped: 0, vectors: VECTORS });
  const { name } = one;
  if (name !== "optionsOf" && name !== "judgeCoils") expect(found.moved).toBeGreaterThan(5);
});

test("a wrong term is detected: a field, a result, a trap", () => {
  const [control] = coreCases();
  const [options] = stageCases();
  if (control === undefined || options === undefined) throw new Error("no cases");
  const fields = new Map([...control.fields, ["outputs.coils", constant(0)]]);
  const wrongs = [
    { ...control, fields },
    { ...options, result: constant(1) },
    { ...control, trap: not(control.trap) },
  ].map((one) => compareTerms(one, VECTORS, SEED).wrong.join());
  expect(wrongs[0]).toContain("outputs.coils");
  expect(wrongs[1]).toContain("result");
  expect(wrongs[2]).toContain("trap");
});

test("fields have paths, and only those of the controlling half are included", () => {
  const { paths } = openCore();
  const named = "control.evidence.utility.proven_ticks outputs.coils request.order";
  expect(paths).toEqual(expect.arrayContaining(named.split(" ")));
  expect(paths).toEqual(expect.arrayContaining(["proposed.dead_time_ms", "kept.latches"]));
  expect(paths.some((path) => path.startsWith("sense."))).toBe(false);
});

test("given constants are substituted into the terms", () => {
  const meter = openCore();
  const before = (path: string) => (path === "request.order" ? constant(0) : variable(path));
  const { fields } = meter.run("control", before);
  expect(fields.get("request.answers")).toBe(variable("request.answers"));
  expect(fields.get("control.settings.dead_time_ms")).toBe(
    variable("control.settings.dead_time_ms"),
  );
});

test("a module without the required functions is rejected", () => {
  const open = () =>
    new SymbolicMeter(readBuilt("bptm.wasm"), readLayout("bptm.layout.json"), "Meter");
  expect(open).toThrow("E-PROVE-01");
});
