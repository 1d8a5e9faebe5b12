/**
 * What a run of `bptm prove --json` has found, as it was kept in docs/reference/proof.json:
 *
 *     { "commit": "...", "core_sha256": "...",
 *       "faults": [{ "set": ["pole_u1"], "mechanical": false, "block": false,
 *                    "invariants": { "1": "holds" } }],
 *       "proofs": [{ "name": "invariant 1", "invariants": [1], "solver": "cvc5",
 *                    "status": "proven", "seconds": 1.5 }] }
 *
 * The verdict of a set is "holds", "broken" or "not finished", the status of a proof "proven",
 * "refuted" or "not finished". What is not there is never shown as held.
 */

const FILE = "docs/reference/proof.json";
/** The worst one counts where a set was explored more than once. */
const VERDICTS = ["holds", "not finished", "broken"];
const STATUSES = ["proven", "not finished", "refuted"];

/** Stands wherever there is no verdict. */
export const RUN = "run `bptm prove`";

/** Thrown for a result that cannot be read; the message names the entry and the mend. */
class VerdictError extends Error {}

function demand(holds, entry, mend) {
  if (!holds) throw new VerdictError(`${FILE}: ${entry}: ${mend}.`);
}

const MIRROR = { 1: "2", 2: "1" };
const exchanged = (name) => name.replace(/(?<=_[ug])[12]$/, (pole) => MIRROR[pole]);

function keyOf(set, mechanical, block) {
  return [...set.toSorted(), mechanical ? "mechanical" : "bare", block ? "block" : ""].join(" ");
}

function checkEntry({ set, invariants }, faults) {
  demand(Array.isArray(set), "faults", "each entry has a `set` of names");
  const name = set.join(" + ") || "no fault";
  for (const one of set) demand(faults[one], name, `${one} is no fault of docs/safety.yaml`);
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

/** Verdict of a set in words: what is broken first. */
function words(verdict) {
  if (verdict === undefined) return RUN;
  const named = (wanted) =>
    Object.entries(verdict)
      .filter(([, one]) => one === wanted)
      .map(([number]) => number)
      .join(", ");
  const [held, open, broken] = VERDICTS.map(named);
  const parts = [broken && `**broken: ${broken}**`, open && `not finished: ${open}`];
  return [...parts, held && `holds: ${held}`].filter(Boolean).join("; ");
}

const isBroken = (verdict) => Object.values(verdict ?? {}).includes("broken");

/** Reads a result, or stands for one that is not there yet (`result` undefined). */
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
    /** Of another core than the one beside it. */
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
    /** The interlock only takes ways away, so what is not broken without it is not asked again. */
    verdict: (set, mechanical) => {
      const own = find(set, mechanical, false);
      const bare = find(set, false, false);
      return mechanical && own === undefined && bare !== undefined && !isBroken(bare)
        ? "as without it"
        : words(own);
    },
    isBroken: (set) => [false, true].some((mechanical) => isBroken(find(set, mechanical, false))),
    /** Whether each invariant holds without the interlock; not where nobody looked. */
    holds: (set) => {
      const verdict = Object.values(find(set, false, false) ?? {});
      return verdict.length > 0 && verdict.every((one) => one === "holds");
    },
  };
}
