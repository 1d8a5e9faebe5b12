/**
 * Sources, wires and sensors around the poles: from the true state in a tick to the readings of the
 * controlling half. Quantities are classes, each represented by one typical value; the prover
 * leaves these readings free instead. Portable, without loops and arrays.
 */
import { Control } from "@bptm/core/control/control";
import { CONTACTS_OPEN } from "@bptm/core/hardware/signals";
import { Order, Request } from "@bptm/core/control/requests";
import { SourceView } from "@bptm/core/qualify/source";
import { UNKNOWN } from "@bptm/core/hardware/units";
import { PlantChoice, Plant, PlantPole, coilCurrent, conducts, readContacts } from "./plant";

/** Voltage of a source. The generator uses the first three. */
export const enum SourceLevel {
  Dead = 0,
  Good = 1,
  /** 83 % of its voltage: browned out, or for a generator far above its band. */
  Poor = 2,
  /** Good voltage at 61.5 Hz: another generator on the grid's wires. */
  Wild = 3,
}

/** Voltage on line out from inside the house. */
export const enum HouseLevel {
  Dead = 0,
  /** Neither dead nor live. */
  Between = 1,
  Live = 2,
  /** One leg only. */
  Leg1Live = 3,
}

/** Stimuli other than the sources, at most one in a tick. */
const enum StimulusKind {
  None = 0,
  /** Power flows from the house into its source. */
  Backwards = 1,
  Overload = 2,
  JawHot = 3,
  ReserveLow = 4,
  ClearLockout = 5,
  LockOpenUtility = 6,
  LockOpenBoth = 7,
  ClearLockOpen = 8,
}
export const STIMULI: i32 = 9;

/** Reading of an energy reserve. */
export const enum Reserve {
  Full = 0,
  /** Enough to open, not to close. */
  Low = 1,
  Empty = 2,
}

/** The nondeterministic choices of sources and sensors in one tick. */
export class SceneChoice {
  /** A `SourceLevel` each. */
  grid: i32 = 0;
  generator: i32 = 0;
  /** A `HouseLevel`. */
  house: i32 = 0;
  /** A `StimulusKind`. */
  stimulus: i32 = 0;
  /** 1: two live points that are not connected show no voltage between them. */
  in_step: i32 = 0;
  /** 1: a path that can carry current carries more than 1 A. */
  current_u: i32 = 0;
  current_g: i32 = 0;
  /** What a faulty channel or reserve reads; 0 = the truth. */
  lie: i32 = 0;
}

/** The true state of line out in a tick. */
export const enum OutTruth {
  Dead = 0,
  Between = 1,
  Live = 2,
}

/** What the generator path shows of the sources on its two sides. */
const enum FeedClass {
  Nothing = 0,
  Generator = 1,
  House = 2,
  /** Both at once, out of step. */
  Opposed = 3,
}

/** The readings of the core, as classes. */
export class SensedClasses {
  contacts_u: i32 = 0;
  contacts_g: i32 = 0;
  utility: i32 = 0;
  generator: i32 = 0;
  /** An `OutTruth`, as read. */
  out: i32 = 0;
  /** Number of poles with a voltage across: 0, 1 or 2. */
  across_u: i32 = 0;
  across_g: i32 = 0;
  leg_follows: i32 = 0;
  current_u: i32 = 0;
  current_g: i32 = 0;
  coil_current: i32 = 0;
  /** A `Reserve`. */
  reserve: i32 = 0;
  neutral: i32 = 1;
  /** 1 while the neutral of the cord reads as continuous. */
  cord: i32 = 1;
  /** A `FeedClass`. */
  feed: i32 = 0;
  stimulus: i32 = 0;
  /** True values for the monitor: an `OutTruth`, and whether each path carries current. */
  out_truth: i32 = 0;
  true_current_u: i32 = 0;
  true_current_g: i32 = 0;
}

function carries(p: PlantPole, live: boolean): boolean {
  return p.conducts != 0 && live;
}

function legLive(
  house: boolean,
  u: PlantPole,
  grid: boolean,
  g: PlantPole,
  generator: boolean,
): boolean {
  return house || carries(u, grid) || carries(g, generator);
}

/** 1 if a pole shows a voltage across, from the readings on its two sides. */
function across(p: PlantPole, side: boolean, out: boolean, in_step: i32): i32 {
  if (side != out) return 1;
  return side && p.conducts == 0 && in_step == 0 ? 1 : 0;
}

/** The level as read by a channel; `lies` when it is faulty. */
function lied(level: i32, lies: i32, lie: i32): i32 {
  if (lies == 0 || lie == 0) return level;
  return lie == 1 ? SourceLevel.Dead : SourceLevel.Good;
}

/** The number of values of `lie`: 3 if a reading, the reserve or the neutral may be faulty. */
export function lieOptions(p: Plant): i32 {
  const f = p.faults;
  const channels: i32 = f.channel_utility | f.channel_generator | f.channel_out;
  const burdens: i32 = f.neutral | f.burdens | f.cord;
  return (channels | burdens | f.reserve | f.channel_coil_current) != 0 ? 3 : 1;
}

export function currentOptions(p: Plant, utility: i32): i32 {
  if (utility != 0) return p.faults.channel_utility_current != 0 || conducts(p.u) ? 2 : 1;
  return p.faults.channel_generator_current != 0 || conducts(p.g) ? 2 : 1;
}

/** Fills `o` with the readings of plant and scene in this tick. */
export function sense(p: Plant, c: PlantChoice, s: SceneChoice, o: SensedClasses): void {
  const f = p.faults;
  const grid: boolean = s.grid != SourceLevel.Dead;
  const generator: boolean = s.generator != SourceLevel.Dead;
  const inner: boolean = s.house == HouseLevel.Live;
  const leg1: boolean = inner || s.house == HouseLevel.Leg1Live;
  const out1: boolean = legLive(leg1, p.u.pole1, grid, p.g.pole1, generator);
  const out2: boolean = legLive(inner, p.u.pole2, grid, p.g.pole2, generator);
  const fed_u: boolean = carries(p.u.pole1, out1) || carries(p.u.pole2, out2);
  const fed_g: boolean = carries(p.g.pole1, out1) || carries(p.g.pole2, out2);
  const at_u: i32 = grid ? s.grid : fed_u ? SourceLevel.Good : SourceLevel.Dead;
  const at_g: i32 = generator ? s.generator : fed_g ? SourceLevel.Good : SourceLevel.Dead;
  o.out_truth = out1 || out2 ? OutTruth.Live : s.house == HouseLevel.Between ? 1 : 0;
  o.true_current_u = s.current_u != 0 && fed_u ? 1 : 0;
  o.true_current_g = s.current_g != 0 && fed_g ? 1 : 0;

  o.contacts_u = readContacts(p.u, c.pair_u1, c.pair_u2);
  o.contacts_g = readContacts(p.g, c.pair_g1, c.pair_g2);
  o.utility = lied(at_u, f.channel_utility, s.lie);
  o.generator = lied(at_g, f.channel_generator, s.lie);
  const reads1: boolean = f.channel_out != 0 && s.lie != 0 ? s.lie == 2 : out1;
  o.out = reads1 || out2 ? OutTruth.Live : s.house == HouseLevel.Between ? 1 : 0;
  const reads_u: boolean = o.utility != SourceLevel.Dead;
  const reads_g: boolean = o.generator != SourceLevel.Dead;
  const u1: i32 = across(p.u.pole1, reads_u, reads1, s.in_step);
  const u2: i32 = across(p.u.pole2, reads_u, out2, s.in_step);
  o.across_u = u1 + u2;
  o.across_g =
    across(p.g.pole1, reads_g, reads1, s.in_step) + across(p.g.pole2, reads_g, out2, s.in_step);
  o.leg_follows = reads_u && u1 + u2 < 2 ? 1 : 0;
  o.current_u = f.channel_utility_current != 0 ? s.current_u : o.true_current_u;
  o.current_g = f.channel_generator_current != 0 ? s.current_g : o.true_current_g;
  o.coil_current = coilCurrent(p);
  if (f.channel_coil_current != 0 && s.lie != 0) o.coil_current = s.lie - 1;
  o.reserve = s.stimulus == StimulusKind.ReserveLow ? Reserve.Low : Reserve.Full;
  if (f.reserve != 0 && s.lie != 0) o.reserve = s.lie == 1 ? Reserve.Full : Reserve.Empty;
  o.neutral = f.neutral != 0 && s.lie != 0 ? 0 : 1;
  o.cord = f.cord != 0 && s.lie != 0 ? 0 : o.neutral;
  o.stimulus = s.stimulus;
  const grid_feeds: boolean = carries(p.u.pole1, grid) || carries(p.u.pole2, grid);
  o.feed = fed_g ? feedClass(generator, leg1 || grid_feeds) : FeedClass.Nothing;
  if (f.channel_generator_current != 0 && s.current_g == 0) o.feed = FeedClass.Nothing;
  // Dead burdens show nothing; a stuck one hides what the others show.
  if (f.burdens != 0 && s.lie != 0) o.feed = FeedClass.Nothing;
}

/** `house`: a source on the house's side of G. */
function feedClass(generator: boolean, house: boolean): i32 {
  if (!generator) return FeedClass.House;
  return house ? FeedClass.Opposed : FeedClass.Generator;
}

function showSource(v: SourceView, level: i32, generator: boolean, neutral: i32): void {
  const poor: i32 = generator ? 150000 : 100000;
  const leg: i32 = level == SourceLevel.Dead ? 0 : level == SourceLevel.Poor ? poor : 120000;
  v.line_mv = 2 * leg;
  v.fast_line_mv = 2 * leg;
  v.leg_min_mv = leg;
  v.leg_max_mv = leg;
  v.fast_leg_min_mv = leg;
  v.fast_leg_max_mv = leg;
  v.frequency_mhz = level == SourceLevel.Dead ? 0 : level == SourceLevel.Wild ? 61500 : 60000;
  v.fast_frequency_mhz = v.frequency_mhz;
  v.rate_mhz_per_s = level == SourceLevel.Dead ? UNKNOWN : 0;
  v.leg_cosine_permille = level == SourceLevel.Dead ? UNKNOWN : -1000;
  v.distortion_permille = 20;
  v.unsteady_permille = 0;
  v.low_leg_ma = 0;
  v.high_leg_ma = 0;
  v.short_ticks = 0;
  v.ghost = 0;
  v.pilots = 3;
  v.neutral_valid = level == SourceLevel.Dead ? 0 : neutral;
}

function orderOf(stimulus: i32): i32 {
  if (stimulus == StimulusKind.ClearLockout) return Order.ClearLockout;
  if (stimulus == StimulusKind.LockOpenUtility) return Order.LockOpenUtility;
  if (stimulus == StimulusKind.LockOpenBoth) return Order.LockOpenBoth;
  return stimulus == StimulusKind.ClearLockOpen ? Order.ClearLockOpen : Order.None;
}

/** Writes typical values for `o` where the measuring half would write its results. */
export function show(o: SensedClasses, c: Control, request: Request): void {
  const r = c.readings;
  r.utility_contacts = o.contacts_u;
  r.generator_contacts = o.contacts_g;
  r.utility_current = o.current_u;
  r.generator_current = o.current_g;
  r.utility_across = o.across_u == 2 ? 1 : 0;
  r.generator_across = o.across_g == 2 ? 1 : 0;
  r.utility_follows = o.across_u == 0 ? 1 : 0;
  r.generator_follows = o.across_g == 0 ? 1 : 0;
  r.utility_leg_follows = o.leg_follows;
  const leg: i32 = o.out == OutTruth.Dead ? 0 : o.out == OutTruth.Between ? 12500 : 120000;
  r.out_leg_mv = leg;
  r.out_line_mv = 2 * leg;
  r.out_to_utility_mv = leg;
  r.out_pilots = 1;
  r.neutral_valid = o.neutral;
  const empty: boolean = o.reserve == Reserve.Empty;
  r.coil_reserve_mv = empty ? 15000 : o.reserve == Reserve.Low ? 18000 : 24000;
  r.logic_reserve_mv = 12000;
  r.coil_current_ma = o.coil_current != 0 ? 600 : 0;
  r.supplied = o.utility != SourceLevel.Dead || o.generator != SourceLevel.Dead ? 1 : 0;
  showSource(c.view_u, o.utility, false, o.neutral);
  showSource(c.view_g, o.generator, true, o.neutral);
  c.feed.shown = o.feed == FeedClass.Generator ? 1 : 0;
  c.feed.from_house = o.feed == FeedClass.House ? 1 : 0;
  // A changing load only widens the limits of the voltage for a while.
  c.feed.load_ma = 0;
  c.feed.opposed = o.feed == FeedClass.Opposed ? 1 : 0;
  c.cord_neutral = o.cord;
  c.jaw_temperature_decidegree = o.stimulus == StimulusKind.JawHot ? 1200 : 250;
  const backwards: boolean = o.stimulus == StimulusKind.Backwards;
  c.export_w = backwards && o.contacts_u != CONTACTS_OPEN ? 200 : 0;
  c.generator_w = backwards && o.contacts_g != CONTACTS_OPEN ? -200 : 0;
  c.generator_current1_ma = o.stimulus == StimulusKind.Overload ? 40000 : 0;
  c.generator_current2_ma = 0;
  request.order = orderOf(o.stimulus);
}
