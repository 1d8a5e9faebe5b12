/** What the surroundings may do in a proof, and what is assumed of the hardware, in plain words. */
export const ASSUMED: readonly string[] = [
  "The code is the compiled core that ships; explored is the same source with shortened times " +
    "(proof/model/small.yaml), and the true times are covered by the induction, for every value.",
  "In any tick the utility and the generator may come and go, in step with each other or not.",
  "Further explorations add a source inside the house, every level of every source, and orders, " +
    "overload, heat, reverse power and a low reserve.",
  "In any tick the meter may lose its power and start again, with the store as it was before or " +
    "after that tick; poles that were moving then come to rest either way.",
  "Poles bounce: while a pole moves it may conduct or not, each pole by itself.",
  "Faults are those of F in docs/safety.md, one at a time and in pairs. A fault acts in any tick " +
    "and for any length of time, or not at all.",
  "There is no mechanical interlock and no block in the hardware, unless it is said.",
  "A switch that closes by itself is looked at with the mechanical interlock only.",
  "A mirror contact never reads open while its pole conducts, unless that is the fault.",
  "A switch's two poles are alike: sets of faults that only exchange them are explored once.",
  "The processor runs its tick on time and as compiled; the watchdog and the converters work.",
];
