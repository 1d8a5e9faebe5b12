/**
 * SPIN's model of a campaign. One atomic step is one tick; Promela makes the choices, one after the
 * other, and the compiled steps of plain.ts, called as C, compute the rest. Of a state pan
 * keeps only the packed words of case-text.ts.
 */
import type { Case } from "./case-text";
import { POLES, POWERS, SOON, WORK_POWER } from "./figures";

/** Maximum number of values of each choice of `ASKED`. */
const ASKED_MOST = [3, 3, 3, 3, 2, 2, 3];

/** One alternative: a guard and what is done. SPIN allows no call in a guard, so it is a macro. */
const option = (guard: string, action: string): string =>
  `  :: d_step { c_expr { ${guard} }; c_code { ${action}; } }`;

/** Guards of plain.ts by their numbers: `MAY_ASK_0_2` is `mayAsk(w, 0, 2)`. */
function guards(): string[] {
  const define = (name: string, call: string): string =>
    `#define ${name} w2c_plain_${call.replace("(", "(&steps, world, ")}`;
  return [
    ...ASKED_MOST.flatMap((most, number) =>
      upTo(most).map((value) =>
        define(`MAY_ASK_${number}_${value}`, `mayAsk(${number}, ${value})`),
      ),
    ),
    ...upTo(POWERS).map((power) => define(`POWER_MAY_${power}`, `powerMay(${power})`)),
    ...upTo(POLES).map((poles) => define(`POLES_MAY_${poles}`, `polesMay(${poles})`)),
    ...upTo(POLES).map((poles) => define(`REST_MAY_${poles}`, `restMay(${poles})`)),
  ];
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

const choose = (options: readonly string[]): string[] => ["  if", ...options, "  fi;"];

/** All values of some of the choices that depend on the plant, in one alternative each. */
function askedTogether(numbers: readonly number[]): string[] {
  let ways: [string[], string[]][] = [[[], []]];
  for (const number of numbers) {
    ways = ways.flatMap(([guards, actions]) =>
      upTo(ASKED_MOST[number] ?? 1).map((value): [string[], string[]] =>
        value === 0
          ? [guards, actions]
          : [
              [...guards, `MAY_ASK_${number}_${value}`],
              [...actions, `ASK(${number}, ${value})`],
            ],
      ),
    );
  }
  return choose(
    ways.map(([guards, actions]) => option(guards.join(" && ") || "1", actions.join("; ") || ";")),
  );
}

function promela(one: Case): string {
  const powers = upTo(POWERS).flatMap((power) =>
    upTo(one.fault_acts).map((acting) =>
      option(`POWER_MAY_${power}`, `ORDER(${power}, ${acting})`),
    ),
  );
  const poles = (may: string, act: string): string[] =>
    upTo(POLES).map((pole) => option(`${may}_${pole}`, `${act}(${pole})`));
  return [
    'c_decl { \\#include "glue.c"\n};',
    'c_track "packed" "PACKED_BYTES" "Matched";',
    'c_track "work" "WORK_BYTES" "UnMatched";',
    "active proctype tick() {",
    "  do",
    "  :: atomic {",
    "  c_code { LEAVE(); };",
    ...askedTogether([0, 1]),
    ...askedTogether([2, 3]),
    ...askedTogether([4, 5, 6]),
    ...choose(upTo(one.scenery_counts).map((scenery) => option("1", `VIEW(${scenery})`))),
    ...choose(powers),
    ...choose(poles("POLES_MAY", "GO")),
    "  if",
    "  :: c_expr { CUT } ->",
    ...choose([option("1", `LOSE(${SOON})`), ...poles("REST_MAY", "LOSE")]),
    "  :: else",
    "  fi",
    "  }",
    "  od",
    "}",
    "",
  ].join("\n");
}

/** The bytes of each word that are in use, to and from the packed state. */
function copies(word_bits: readonly number[]): { keep: string; bring: string; bytes: number } {
  let [keep, bring, bytes] = ["", "", 0];
  for (const [word, bits] of word_bits.entries()) {
    const count = Math.ceil(bits / 8);
    keep += `memcpy(packed + ${bytes}, state + ${word}, ${count});`;
    bring += `state[${word}] = 0; memcpy(state + ${word}, packed + ${bytes}, ${count});`;
    bytes += count;
  }
  return { keep, bring, bytes };
}

/** Files to write beside the C of the module: name -> content. */
export function modelOf(one: Case): Record<string, string> {
  const { keep, bring, bytes } = copies(one.word_bits);
  const lines = {
    LINEAR: 1 << 20,
    PACKED_BYTES: bytes,
    WORK_BYTES: 4 * one.work_words,
    WORK_POWER,
    KEEP: keep,
    BRING: bring,
  };
  const figures = Object.entries(lines).map(([name, value]) => `#define ${name} ${value}`);
  return { "tick.pml": promela(one), "figures.h": `${[...figures, ...guards()].join("\n")}\n` };
}
