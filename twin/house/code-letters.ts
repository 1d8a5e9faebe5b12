/**
 * Code letters of motors: apparent power with the rotor locked, in kVA per horsepower, from the
 * first figure up to the next letter's (NEC table 430.7(B); NEMA MG 1, 10.37.2).
 */
const FROM_KVA = {
  A: 0,
  B: 3.15,
  C: 3.55,
  D: 4,
  E: 4.5,
  F: 5,
  G: 5.6,
  H: 6.3,
  J: 7.1,
  K: 8,
  L: 9,
  M: 10,
  N: 11.2,
  P: 12.5,
  R: 14,
  S: 16,
  T: 18,
  U: 20,
  V: 22.4,
} as const;

export type CodeLetter = keyof typeof FROM_KVA;

const LETTERS = Object.keys(FROM_KVA) as CodeLetter[];

/** Middle of a letter's range; of V, which has no end, its start. */
export function codeLetterKva(letter: CodeLetter): number {
  const next = LETTERS[LETTERS.indexOf(letter) + 1];
  return next === undefined ? FROM_KVA[letter] : 0.5 * (FROM_KVA[letter] + FROM_KVA[next]);
}

/** The letter of a motor with this many kVA per horsepower. */
export function codeLetterOf(kva_per_hp: number): CodeLetter {
  return LETTERS.findLast((letter) => FROM_KVA[letter] <= kva_per_hp) ?? "A";
}
