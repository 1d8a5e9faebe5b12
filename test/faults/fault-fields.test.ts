/**
 * One list of faults for conditions, bench and proof: lab/scenario/faults.ts. Each fault field of
 * the twin is set from it, and each of its parts says which faults of F it has.
 */
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FAULTS as PARTS, FAULT_KINDS, OF_F } from "@bptm/lab/scenario/faults";
import type { FaultPart } from "@bptm/lab/scenario/faults";
import { RandomSource } from "@bptm/lab/scenario/random-source";
import { BY_ITSELF, FAULTS } from "@bptm/proof/model/faults";
import { Home } from "@bptm/twin/home/home";
import { expect, test } from "vitest";

/** Faults of F that the twin cannot have; the explorer and the prover have them. */
const NOT_IN_TWIN = ["channel_coil_current", ...Object.keys(BY_ITSELF)];

/** Values for the faults of a part that need no location. */
const EVERYWHERE = { for_s: 1, percent: 50, millivolts: 1000 };

/** Fields of the twin whose comment calls them a fault. */
function faultFields(): string[] {
  const folder = fileURLToPath(new URL("../../twin/", import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.test)\.ts$/.test(name) && !name.includes("node_modules"))
    .map((name) => readFileSync(folder + name, "utf8"));
  const comment = /\/\*\* Faults?\b[^/]*\*\/\s+(\w+): (?:i32|f64|Int32Array) /g;
  return files.flatMap((text) => [...text.matchAll(comment)].map(([, name = ""]) => name));
}

/** Every number of a home, by its path. */
function numbers(value: object, path = ""): [string, unknown][] {
  return Object.entries(value).flatMap(([key, one]: [string, unknown]): [string, unknown][] => {
    if (one instanceof Int32Array || one instanceof Float64Array) {
      return [[`${path}${key}`, one.join()]];
    }
    if (typeof one === "object" && one !== null) return numbers(one, `${path}${key}.`);
    return [[`${path}${key}`, one]];
  });
}

/** Names of the fields that the faults of conditions and bench set. */
function fieldsSet(): Set<string> {
  const names = new Set<string>();
  for (const { kind } of FAULT_KINDS) {
    const random = kind.random === undefined ? [] : [kind.random(new RandomSource(1))];
    const offered = (kind.offers ?? []).map(({ values }) => values);
    for (const values of [...offered, ...random, EVERYWHERE]) {
      const before = new Map(numbers(new Home()));
      const home = new Home();
      kind.set(home, values);
      for (const [path, now] of numbers(home)) {
        if (before.get(path) !== now) names.add(path.slice(path.lastIndexOf(".") + 1));
      }
    }
  }
  return names;
}

test("every fault field of the twin can be set from a condition or the bench", () => {
  const fields = faultFields();
  expect(fields.length).toBeGreaterThanOrEqual(15);
  const set = fieldsSet();
  expect(fields.filter((name) => !set.has(name))).toEqual([]);
});

test("every fault of F is one of a part, and each part of F has a random one", () => {
  const parts = Object.entries(OF_F);
  for (const name of [...Object.keys(FAULTS), ...Object.keys(BY_ITSELF)]) {
    const owners = parts.filter(([, pattern]) => pattern.test(name)).map(([part]) => part);
    expect([name, owners.length]).toEqual([name, NOT_IN_TWIN.includes(name) ? 0 : 1]);
  }
  for (const { part, kind } of FAULT_KINDS) {
    if (kind.random !== undefined) expect(OF_F).toHaveProperty(part);
  }
  for (const [part, pattern] of parts) {
    expect(Object.keys(FAULTS).some((name) => pattern.test(name))).toBe(true);
    const kinds = Object.values(PARTS[part as FaultPart].kinds);
    expect(kinds.some(({ random }) => random !== undefined)).toBe(true);
  }
});
