/** The attacks on the assumptions about the measuring half, in short. */
import { describe, expect, test } from "vitest";
import { attack } from "./attack";
import { ASSUMPTIONS, deceives } from "./attacks";
import { GENES, waveOf } from "./waves";

const SEED = Number(process.env["BPTM_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const WAVES = 6;
const MINUTE = 60_000;

describe(`a short attack, seed ${SEED}`, () => {
  test.each(ASSUMPTIONS.map((one): [string, string, number] => [one.id, one.says, one.most]))(
    "%s: %s, below %d",
    (id) => {
      const assumption = ASSUMPTIONS.find((one) => one.id === id);
      if (assumption === undefined) throw new Error(`no assumption ${id}`);
      const found = attack(assumption, WAVES, SEED);
      expect(found).toMatchObject({ stands: true, waves: WAVES });
      expect(found.worst).toBeGreaterThan(0);
    },
    MINUTE,
  );
});

test(
  "an attack succeeds where the measuring half sees nothing",
  () => {
    const [assumption] = ASSUMPTIONS;
    if (assumption === undefined) throw new Error("no assumption");
    const blind = { ...assumption, deceived: () => true };
    expect(attack(blind, 2, SEED)).toMatchObject({ stands: false });
  },
  MINUTE,
);

test(
  "a healthy source deceives nobody, and no voltage is none",
  () => {
    const plain = waveOf(
      Array.from({ length: GENES }, () => 0),
      true,
    );
    for (const assumption of ASSUMPTIONS) {
      expect(deceives(assumption, plain, assumption.amplitude_max / 2)).toBe(false);
      expect(deceives(assumption, plain, 0)).toBe(true);
    }
  },
  MINUTE,
);
