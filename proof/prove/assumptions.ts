/** The assumptions of the proof about environment and hardware. */
export const ASSUMED: readonly string[] = [
  "The induction proves the compiled core that ships, for every value of its timers; the " +
    "exploration runs the same source with shorter times (proof/model/small.yaml).",
  "In any tick the utility and the generator may appear or fail, in phase with each other or not.",
  "Further explorations add a source inside the house, every level of every source, and orders, " +
    "overload, heat, reverse power and a low reserve.",
  "In any tick the meter may lose its power and start again, with the store from before or after " +
    "that tick; moving poles then come to rest in either position.",
  "Poles bounce: a moving pole may conduct or not, independently of the other poles.",
  "Faults are those of F in docs/safety.md, one at a time and in pairs. A fault may act in any " +
    "tick and for any length of time.",
  "Without a fault and with a single one there is no mechanical interlock; with two faults, and " +
    "with a switch that closes by itself, there is the ganged one. There is no hardware block.",
  "Line out reads dead only while it is dead. With one voltage channel of line out that lies, " +
    "the other still shows a source in the house; line to line shows any source without neutral.",
  "A mirror contact never reads open while its pole conducts, except by a fault.",
  "The two poles of a switch are symmetric: sets of faults that differ only by exchanged poles " +
    "are explored once.",
  "The processor runs its tick on time and as compiled; the watchdog and the converters work.",
];
