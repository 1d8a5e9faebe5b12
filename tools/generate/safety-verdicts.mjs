/**
 * The result of a run of `bptm prove --json`, as stored in docs/reference/proof.json:
 *
 *     { "commit": "...", "core_sha256": "...",
 *       "faults": [{ "set": ["pole_u1"], "mechanical": false, "block": false,
 *                    "invariants": { "1": "holds" }, "methods": { "1": "induction" },
 *                    "seconds": 0.5 }],
 *       "proofs": [{ "name": "invariant 1", "invariants": [1], "solver": "cvc5",
 *                    "status": "proven", "seconds": 1.5 }] }
 *
 * The verdict of a set is "holds", "broken" or "not finished", the status of a proof "proven",
 * "refuted" or "not finished". A missing verdict is never shown as "holds".
 */

const FILE = "docs/reference/proof.json";
/** From best to worst; the worst counts if a set was explored more than once. */
const VERDICTS = ["holds", "not finished", "broken"];
const STATUSES = ["proven", "not finished", "refuted"];

/** Shown where there is no verdict. */
export const RUN = "run `bptm prove`";

/** Thrown for a result that cannot be read; the message names the entry and the fix. */
class VerdictError extends Error {}

function demand(holds, entry, fix) {
  if (!holds) throw new VerdictError(`${FILE}: ${entry}: ${fix}.`);
}

const MIRROR = { 1: "2", 2: "1" };
const exchanged = (name) => name.replace(/(?<=_[ug])[12]$/, (pole) => MIRROR[pole]);

function keyOf(set, mechanical, block) {
  return [...set.toSorted(), mechanical ? "mechanical" : "bare", block ? "block" : ""].join(" ");
}

function checkEntry({ set, invariants }, faults) {
  demand(Array.isArray(set), "faults", "each entry has a `set` of names");
  const name = set.join(" + ") || "no fault";
  for (const one of set) demand(faults[one], name, `${one} is not a fault of docs/safety.yaml`);
  for (const verdict of Object.values(invariants)) {
    demand(VERDICTS.includes(verdict), name, `a verdict is one of ${VERDICTS.join(", ")}`);
  }
}

/** Verdicts by invariant, for each set of faults on each hardware. */
function bySet(list, faults) {
  const sets = new Map();
  for (const entry of list) {
    checkEntry(entry, faults);
    const key = keyOf(entry.set, entry.mechanical, entry.block);
    const before = sets.get(key) ?? {};
    const worse = Object.entries(entry.invariants).map(([number, verdict]) => {
      const worst = Math.max(VERDICTS.indexOf(verdict), VERDICTS.indexOf(before[number]));
      return [number, VERDICTS[worst]];
    });
    sets.set(key, { ...before, ...Object.fromEntries(worse) });
  }
  return sets;
}

function checkProofs(proofs) {
  for (const { name, status, invariants } of proofs) {
    demand(STATUSES.includes(status), name, `a status is one of ${STATUSES.join(", ")}`);
    demand(Array.isArray(invariants), name, "`invariants` is a list of numbers, 0 for all");
  }
}

/** Verdict of a set as text, broken invariants first. */
function words(verdict) {
  if (verdict === undefined) return RUN;
  const named = (kind) =>
    Object.entries(verdict)
      .filter(([, one]) => one === kind)
      .map(([number]) => number)
      .join(", ");
  const [held, open, broken] = VERDICTS.map(named);
  const parts = [broken && `**broken: ${broken}**`, open && `not finished: ${open}`];
  return [...parts, held && `holds: ${held}`].filter(Boolean).join("; ");
}

const isBroken = (verdict) => Object.values(verdict ?? {}).includes("broken");

/** The verdicts of a result; of none if `result` is undefined. */
export function verdictsOf(result, { faults }, core_sha256) {
  const sets = bySet(result?.faults ?? [], faults);
  const proofs = result?.proofs ?? [];
  checkProofs(proofs);
  const find = (set, mechanical, block) =>
    sets.get(keyOf(set, mechanical, block)) ??
    sets.get(keyOf(set.map(exchanged), mechanical, block));
  return {
    commit: result?.commit,
    mode: result?.mode,
    /** Whether the result is for another core than the present one. */
    old: result !== undefined && result.core_sha256 !== core_sha256,
    proofs,
    /** Sets of two, by name, each once. */
    pairs: [
      ...new Map(
        (result?.faults ?? [])
          .filter(({ set }) => set.length === 2)
          .map(({ set }) => [set.toSorted().join(" + "), set.toSorted()]),
      ).values(),
    ],
    /** The interlock only removes transitions, so what holds without it holds with it. */
    /** What decides the verdicts of a set, and how long its explorations took. */
    method: (set, mechanical) => {
      const own = (result?.faults ?? []).find(
        (one) => keyOf(one.set, one.mechanical, one.block) === keyOf(set, mechanical, false),
      );
      const methods = [...new Set(Object.values(own?.methods ?? {}))].toSorted().toReversed();
      const took = own?.seconds > 0 ? ` (${own.seconds.toFixed(1)} s)` : "";
      return methods.map((one) => (one === "exploration" ? one + took : one)).join(", ") || RUN;
    },
    verdict: (set, mechanical) => {
      const own = find(set, mechanical, false);
      const bare = find(set, false, false);
      return mechanical && own === undefined && bare !== undefined && !isBroken(bare)
        ? "as without it"
        : words(own);
    },
    isBroken: (set, mechanical) => isBroken(find(set, mechanical, false)),
    /** Whether each invariant holds; false without a verdict. */
    holds: (set, mechanical) => {
      const verdict = Object.values(find(set, mechanical, false) ?? {});
      return verdict.length > 0 && verdict.every((one) => one === "holds");
    },
  };
}
