/** The faults of F (docs/safety.md), and the sets of them that are explored. */

/** Fields of `PlantFaults` in plant.ts, with their descriptions. */
export const FAULTS: Readonly<Record<string, string>> = {
  pole_u1: "a pole of U welds or jams",
  pole_u2: "the other pole of U welds or jams",
  pole_g1: "a pole of G welds or jams",
  pole_g2: "the other pole of G welds or jams",
  pair_u1: "a contact pair of U lies",
  pair_u2: "the other contact pair of U lies",
  pair_g1: "a contact pair of G lies",
  pair_g2: "the other contact pair of G lies",
  driver_off_u_open: "the driver that opens U fails off",
  driver_off_u_close: "the driver that closes U fails off",
  driver_off_g_open: "the driver that opens G fails off",
  driver_off_g_close: "the driver that closes G fails off",
  driver_on_u_open: "the driver that opens U fails on",
  driver_on_u_close: "the driver that closes U fails on",
  driver_on_g_open: "the driver that opens G fails on",
  driver_on_g_close: "the driver that closes G fails on",
  channel_utility: "a voltage channel of the grid's side lies",
  channel_generator: "a voltage channel of the generator's side lies",
  channel_out: "a voltage channel of line out lies",
  channel_utility_current: "a current channel of the utility path lies",
  channel_generator_current: "a current channel of the generator path lies",
  channel_coil_current: "the coil current channel lies",
  reserve: "the reserve reads falsely and gives out",
  store: "the store is bad or empty",
  neutral: "the neutral is lost",
  burdens: "burdens are dead or stuck",
  cord: "the continuity of the cord reads falsely",
};

/** A switch that closes by itself: assumed away, except with the mechanical interlock. */
export const BY_ITSELF: Readonly<Record<string, string>> = {
  closes_itself_u: "U closes by itself",
  closes_itself_g: "G closes by itself",
};

/** A pair of faults that breaks an invariant even with the interlock, and why that is accepted. */
interface Exception {
  readonly set: readonly string[];
  readonly invariants: readonly number[];
  readonly because: string;
}

const exception = (because: string, ...sets: (readonly string[])[]): Exception[] =>
  sets.map((set) => ({ set, invariants: [3, 5], because }));

/** In each case the coil current feigns a pulse; invariants 1 and 2 hold (docs/safety.md). */
const EXCEPTIONS: readonly Exception[] = [
  ...exception(
    "one sensor measures the current of all coils, so a driver that fails on during the pulse of " +
      "a driver that fails off makes that pulse look complete; contacts and path currents still " +
      "prove the switch open, and invariants 1 and 2 hold",
    ["driver_off_u_open", "driver_on_g_open"],
    ["driver_off_g_open", "driver_on_u_open"],
  ),
  ...exception(
    "the coil current sensor reads wrong during the pulse of a broken driver or of an empty " +
      "reserve, which no software can distinguish from a healthy pulse; contacts and path " +
      "currents still prove the switch open, and invariants 1 and 2 hold",
    ["driver_off_u_open", "channel_coil_current"],
    ["driver_off_g_open", "channel_coil_current"],
    ["reserve", "channel_coil_current"],
  ),
];

/** The exception for an invariant under a set of faults. */
export function exceptionOf(set: readonly string[], invariant: number): Exception | undefined {
  return EXCEPTIONS.find((one) => one.invariants.includes(invariant) && key(one.set) === key(set));
}

/** The pairs that break an invariant even with the interlock: exploration shows how. */
export const exceptedSets = (): string[][] => EXCEPTIONS.map(({ set }) => [...set]);

/** Poles 1 and 2 are symmetric: exchanging them gives the same case. */
function exchanged(name: string): string {
  const twin = { "1": "2", "2": "1" }[name.slice(-1)];
  return twin === undefined ? name : name.slice(0, -1) + twin;
}

/** The voltage channel of line out is modelled on leg 1, which breaks the symmetry. */
const hasLegs = (names: readonly string[]): boolean => names.includes("channel_out");

function key(names: readonly string[]): string {
  return names.toSorted().join();
}

/** Every set of `count` faults; sets that differ only by exchanged poles count once. */
export function faultSets(count: 0 | 1 | 2, names: readonly string[]): string[][] {
  if (count === 0) return [[]];
  const all =
    count === 1
      ? names.map((one) => [one])
      : names.flatMap((one, at) => names.slice(at + 1).map((other) => [one, other]));
  const taken = new Set<string>();
  return all.filter((set) => {
    const twin = key(set.map(exchanged));
    if (!hasLegs(set) && taken.has(twin)) return false;
    taken.add(key(set));
    return true;
  });
}
