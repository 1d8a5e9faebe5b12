/**
 * The inductive invariants: relations between what the core believes and the true positions of the
 * poles, for all timers and readings. Each holds after every start of the meter and is preserved by
 * every tick (induction.ts); together they imply the invariants of docs/safety.md. Without the
 * interlock they argue from the core's beliefs to the poles; with it, two faults may defeat every
 * belief, and the bar itself keeps the switches apart.
 */
import {
  BOOT_TICKS,
  CONTRADICTION_TICKS,
  FULL_PULSE_TICKS,
  LINE_OUT_DEAD_TICKS,
  PULSE_TICKS,
  TRAVEL_MAX_TICKS,
  VERIFY_TICKS,
} from "@bptm/core/hardware/hardware";
import { PulseResult } from "@bptm/core/interlock/pulse";
import { Coil, Enable } from "@bptm/core/hardware/signals";
import { DriveDirection } from "../model/plant";
import type { FaultScope } from "./scopes";
import {
  all,
  and,
  any,
  arithmetic,
  constant,
  eq,
  flag,
  implies,
  ite,
  not,
  or,
  slt,
} from "../symbolic/term";
import type { Term } from "../symbolic/term";

/** Looks up a field of core, plant or monitor by its path. */
export type Field = (path: string) => Term;

interface Invariant {
  readonly name: string;
  readonly says: string;
  /** It constrains only the switches, and is preserved by a power cut. */
  readonly metal: boolean;
  readonly holds: (field: Field) => Term;
}

/** The longest dead time that the settings allow: 10 s, in ticks. */
export const PROOF_TICKS_MAX = 2400;
/** Largest reading of a reserve: 16 bits of millivolts. */
export const RESERVE_MV_MAX = 65535;
/** Upper bound of the measured sag of a reserve in a pulse, per mille. */
const SAG_PERMILLE_MAX = 92000;

type SwitchSide = "u" | "g";
const SIDES: readonly SwitchSide[] = ["u", "g"];
const NAME = { u: "utility", g: "generator" } as const;
const OPEN = { u: Coil.UtilityOpen, g: Coil.GeneratorOpen } as const;
const CLOSE = { u: Coil.UtilityClose, g: Coil.GeneratorClose } as const;
const POLES = ["1", "2"] as const;

export const is = (a: Term, value: number): Term => eq(a, constant(value));
export const atMost = (a: Term, b: Term): Term => not(slt(b, a));
export const between = (a: Term, low: number, high: number): Term =>
  and(atMost(constant(low), a), atMost(a, constant(high)));

/** A pulse on `coil` begins in this tick. */
export const begins = (tick: { before: Field; after: Field }, coil: number): Term =>
  and(is(tick.after("outputs.coils"), coil), not(is(tick.before("outputs.coils"), coil)));

const positive = (a: Term): Term => slt(constant(0), a);
const both = (make: (side: SwitchSide) => Term): Term => all(SIDES.map(make));

const coils = (field: Field): Term => field("outputs.coils");
const beliefTicks = (field: Field, side: SwitchSide, name: string): Term =>
  field(`control.evidence.${NAME[side]}.${name}_ticks`);
const monitorTicks = (field: Field, side: SwitchSide, name: string): Term =>
  field(`monitor.${side}.${name}_ticks`);
const drive = (field: Field, side: SwitchSide): Term => field(`plant.${side}.drive`);
const pole = (field: Field, side: SwitchSide, at: string, name: string): Term =>
  field(`plant.${side}.pole${at}.${name}`);
const hasFault = (field: Field, name: string): Term => not(is(field(`plant.faults.${name}`), 0));

/** Both poles of a switch are open and at rest. */
function bothOpen(field: Field, side: SwitchSide): Term {
  return all(
    POLES.flatMap((at) => [
      is(pole(field, side, at, "conducts"), 0),
      is(pole(field, side, at, "free"), 0),
    ]),
  );
}

/** No close order to the same switch in the last tick has made the belief obsolete. */
const isCurrent = (field: Field, side: SwitchSide): Term => not(is(coils(field), CLOSE[side]));

/** A fault may interrupt an open pulse on its way to the coil. */
const interrupted = (field: Field, side: SwitchSide): Term =>
  or(hasFault(field, "reserve"), hasFault(field, `driver_off_${side}_open`));

const ranges = (field: Field): Term =>
  both((side) =>
    all([
      between(drive(field, side), DriveDirection.None, DriveDirection.Both),
      between(field(`plant.${side}.drive_ticks`), 0, FULL_PULSE_TICKS),
      ...POLES.map((at) => between(pole(field, side, at, "free"), 0, TRAVEL_MAX_TICKS)),
      ...POLES.map((at) => between(pole(field, side, at, "conducts"), 0, 1)),
    ]),
  );

const counting = (field: Field): Term =>
  all([
    between(field("monitor.boot_ticks"), 0, BOOT_TICKS),
    ...["dead", "alone_u", "alone_g"].map((name) =>
      between(field(`monitor.${name}_ticks`), 0, LINE_OUT_DEAD_TICKS),
    ),
    both((side) =>
      all([
        between(monitorTicks(field, side, "pulse"), 0, FULL_PULSE_TICKS),
        between(monitorTicks(field, side, "settled"), 0, TRAVEL_MAX_TICKS + 1),
        implies(
          positive(monitorTicks(field, side, "settled")),
          is(monitorTicks(field, side, "pulse"), FULL_PULSE_TICKS),
        ),
        between(monitorTicks(field, side, "proven"), 0, PROOF_TICKS_MAX),
        between(monitorTicks(field, side, "unclear"), 0, CONTRADICTION_TICKS),
      ]),
    ),
  ]);

function orders(field: Field): Term {
  const order = (coil: number, enable: number): Term =>
    and(is(coils(field), coil), is(field("outputs.enables"), enable));
  return any([
    ...[0, Coil.UtilityOpen, Coil.GeneratorOpen].map((coil) => order(coil, 0)),
    order(Coil.UtilityClose, Enable.UtilityClose),
    order(Coil.GeneratorClose, Enable.GeneratorClose),
  ]);
}

/** The coils carry the running pulse. */
function running(field: Field): Term {
  const ticks = field("control.pulse.ticks");
  const coil = field("control.pulse.coil");
  const known = [1, 2, 4, 8].map((bit) => is(coil, bit));
  return implies(
    is(field("control.pulse.result"), PulseResult.Running),
    all([
      between(ticks, 1, VERIFY_TICKS - 1),
      any(known),
      implies(slt(ticks, constant(PULSE_TICKS)), eq(coils(field), coil)),
    ]),
  );
}

const nothingDriven = (field: Field): Term =>
  both((side) => is(drive(field, side), DriveDirection.None));

function drives(field: Field): Term {
  return both((side) => {
    const now = drive(field, side);
    const opening = is(coils(field), OPEN[side]);
    const closing = is(coils(field), CLOSE[side]);
    const order = ite(closing, constant(DriveDirection.Close), constant(DriveDirection.None));
    return all([
      eq(field(`plant.${side}.ordered`), ite(opening, constant(DriveDirection.Open), order)),
      implies(or(is(now, DriveDirection.Close), is(now, DriveDirection.Both)), closing),
      implies(
        or(is(now, DriveDirection.Open), is(now, DriveDirection.Both)),
        or(opening, hasFault(field, `driver_on_${side}_open`)),
      ),
      or(interrupted(field, side), implies(opening, is(now, DriveDirection.Open))),
      // A weak reserve drives no coil at all.
      or(
        hasFault(field, `driver_off_${side}_open`),
        implies(opening, or(is(now, DriveDirection.Open), nothingDriven(field))),
      ),
      eq(flag(is(now, DriveDirection.None)), flag(is(field(`plant.${side}.drive_ticks`), 0))),
    ]);
  });
}

/** The counts of a belief follow from each other: pulse, then settling, then proof. */
const beliefIsOrdered = (field: Field): Term =>
  both((side) => {
    const pulse = beliefTicks(field, side, "pulse");
    const settled = beliefTicks(field, side, "settled");
    const proven = beliefTicks(field, side, "proven");
    return all([
      ...[pulse, settled, proven].map((ticks) => atMost(constant(0), ticks)),
      implies(positive(settled), atMost(constant(FULL_PULSE_TICKS), pulse)),
      implies(positive(proven), slt(constant(TRAVEL_MAX_TICKS), settled)),
    ]);
  });

/** A pulse has truly lasted as long as the core counts, unless a fault interrupts it. */
const pulses = (field: Field): Term =>
  both((side) => {
    const pulse = beliefTicks(field, side, "pulse");
    const driven = field(`plant.${side}.drive_ticks`);
    const settled = beliefTicks(field, side, "settled");
    const short = and(is(settled, 0), slt(pulse, constant(FULL_PULSE_TICKS)));
    const going = and(is(coils(field), OPEN[side]), short);
    const longer = or(slt(pulse, driven), is(driven, FULL_PULSE_TICKS));
    return or(interrupted(field, side), implies(going, longer));
  });

/** A full pulse has opened a pole; if a fault can prevent that, the pole has at least settled. */
function poleOf(field: Field, side: SwitchSide, at: string): Term {
  const settled = beliefTicks(field, side, "settled");
  const full = atMost(constant(FULL_PULSE_TICKS), beliefTicks(field, side, "pulse"));
  const arrived = and(
    is(drive(field, side), DriveDirection.Open),
    slt(constant(TRAVEL_MAX_TICKS), field(`plant.${side}.drive_ticks`)),
  );
  const conducts = pole(field, side, at, "conducts");
  const free = pole(field, side, at, "free");
  const open = and(is(conducts, 0), is(free, 0));
  const left = atMost(arithmetic("add", free, settled), constant(TRAVEL_MAX_TICKS));
  const early = and(atMost(settled, constant(TRAVEL_MAX_TICKS)), left);
  const prevented = or(hasFault(field, `pole_${side}${at}`), interrupted(field, side));
  // A pulse to a switch that is not proven yet restarts its settling in the next tick.
  const resettles = and(is(coils(field), OPEN[side]), is(beliefTicks(field, side, "proven"), 0));
  return implies(
    isCurrent(field, side),
    ite(
      prevented,
      implies(and(positive(settled), not(resettles)), or(is(free, 0), early)),
      implies(or(full, arrived), open),
    ),
  );
}

const beliefHolds = (field: Field): Term =>
  both((side) => {
    const proven = positive(beliefTicks(field, side, "proven"));
    return implies(and(isCurrent(field, side), proven), bothOpen(field, side));
  });

const closing = (field: Field): Term =>
  and(
    implies(is(coils(field), CLOSE.u), bothOpen(field, "g")),
    implies(is(coils(field), CLOSE.g), bothOpen(field, "u")),
  );

/** The fault under which the core may misread line out. */
export const voltageLies = (field: Field): Term => hasFault(field, "channel_out");

const OTHER = { u: "g", g: "u" } as const;

/**
 * Two faults that make the coil current sensor see a pulse that a switch never got: the core then
 * counts what the monitor does not.
 */
function pulseIsFeigned(field: Field, side: SwitchSide): Term {
  const off = hasFault(field, `driver_off_${side}_open`);
  const elsewhere = and(off, hasFault(field, `driver_on_${OTHER[side]}_open`));
  const lies = hasFault(field, "channel_coil_current");
  return or(elsewhere, and(lies, or(off, hasFault(field, "reserve"))));
}

/** Some switch can seem to get a pulse that it does not get. */
export const pulsesAreFeigned = (field: Field): Term =>
  any(SIDES.map((side) => pulseIsFeigned(field, side)));

/** The core never counts more than the monitor, up to what the monitor can count. */
function beliefIsWithinMonitor(field: Field): Term {
  const within = (side: SwitchSide, name: string, most: number): Term => {
    const monitor = monitorTicks(field, side, name);
    return or(atMost(beliefTicks(field, side, name), monitor), is(monitor, most));
  };
  return both((side) => {
    const settled = beliefTicks(field, side, "settled");
    const unproven = all([
      within(side, "pulse", FULL_PULSE_TICKS),
      atMost(settled, constant(TRAVEL_MAX_TICKS)),
      or(
        is(beliefTicks(field, side, "pulse"), 0),
        eq(settled, monitorTicks(field, side, "settled")),
      ),
    ]);
    const counted = and(
      within(side, "proven", PROOF_TICKS_MAX),
      implies(is(beliefTicks(field, side, "proven"), 0), unproven),
    );
    return implies(isCurrent(field, side), or(pulseIsFeigned(field, side), counted));
  });
}

/**
 * A pulse that the monitor has counted whole has opened both poles, unless a fault interrupts it,
 * holds a pole, or closes the switch by itself.
 */
function monitorIsRight(field: Field): Term {
  return both((side) => {
    const excused = any([
      interrupted(field, side),
      hasFault(field, `closes_itself_${side}`),
      ...POLES.map((at) => hasFault(field, `pole_${side}${at}`)),
    ]);
    const pulse = monitorTicks(field, side, "pulse");
    const driven = field(`plant.${side}.drive_ticks`);
    const full = is(pulse, FULL_PULSE_TICKS);
    const arrived = and(
      is(drive(field, side), DriveDirection.Open),
      slt(constant(TRAVEL_MAX_TICKS), driven),
    );
    const going = and(is(coils(field), OPEN[side]), not(full));
    const opened = any([full, arrived, positive(monitorTicks(field, side, "proven"))]);
    const longer = or(slt(pulse, driven), is(driven, FULL_PULSE_TICKS));
    return implies(
      and(isCurrent(field, side), not(excused)),
      and(implies(going, longer), implies(opened, bothOpen(field, side))),
    );
  });
}

/** What the ganged bar does: never a conducting pole on both sides. */
function barred(field: Field): Term {
  const conducts = (side: SwitchSide): Term =>
    any(POLES.map((at) => not(is(pole(field, side, at, "conducts"), 0))));
  return not(and(conducts("u"), conducts("g")));
}

function counts(field: Field): Term {
  const boot = field("control.evidence.boot_ticks");
  const most = (counted: Term, monitor: Term, cap: number): Term =>
    or(atMost(counted, monitor), atMost(constant(cap), monitor));
  const dead = field("control.evidence.out_dead_ticks");
  return all([
    atMost(constant(0), boot),
    most(boot, field("monitor.boot_ticks"), BOOT_TICKS),
    both((side) =>
      atMost(monitorTicks(field, side, "unclear"), field(`control.position_${side}.unclear_ticks`)),
    ),
    or(voltageLies(field), most(dead, field("monitor.dead_ticks"), LINE_OUT_DEAD_TICKS)),
    // A dead reading excludes the house, and the proof of the other switch excludes that one.
    both((side) => {
      const alone = field(`monitor.alone_${side}_ticks`);
      const proven = beliefTicks(field, OTHER[side], "proven");
      const either = or(atMost(dead, alone), most(proven, alone, LINE_OUT_DEAD_TICKS));
      return implies(and(voltageLies(field), isCurrent(field, OTHER[side])), either);
    }),
  ]);
}

const booting = (field: Field): Term =>
  implies(
    slt(field("control.evidence.boot_ticks"), constant(BOOT_TICKS)),
    all([
      is(field("control.pulse.result"), PulseResult.None),
      atMost(field("control.transfer.wires_watch_ticks"), constant(0)),
      is(coils(field), 0),
    ]),
  );

const reserve = (field: Field): Term =>
  and(
    between(field("control.evidence.reserve_before_mv"), 0, RESERVE_MV_MAX),
    between(field("control.evidence.reserve_sag_permille"), 1000, SAG_PERMILLE_MAX),
  );

const metal = (name: string, says: string, holds: (field: Field) => Term): Invariant => ({
  name,
  says,
  metal: true,
  holds,
});
const meter = (name: string, says: string, holds: (field: Field) => Term): Invariant => ({
  name,
  says,
  metal: false,
  holds,
});

const APART = metal(
  "apart",
  "at least one of the two switches has both poles open and at rest",
  (field) => or(bothOpen(field, "u"), bothOpen(field, "g")),
);
const BARRED = metal("barred", "the bar keeps the poles of one switch open", barred);

/** From what the core believes of the switches to the switches: for a single fault. */
const BELIEFS: readonly Invariant[] = [
  meter("pulses", "a pulse has truly lasted as long as the core counts", pulses),
  meter(
    "poles",
    "a full pulse has opened every pole that can move, and a settled pole is at rest",
    (field) => both((side) => all(POLES.map((at) => poleOf(field, side, at)))),
  ),
  meter(
    "belief",
    "a switch believed to be proven open has both poles open and at rest",
    beliefHolds,
  ),
  meter("closing", "while a close is ordered, both poles of the other switch are open", closing),
];

/** Between the core and the monitor. */
const SHARED: readonly Invariant[] = [
  meter("orders", "at most one coil, and a close only with its own enable", orders),
  meter("running", "the coils carry the running pulse and no other", running),
  meter("drives", "a switch is driven closed only while a close is ordered", drives),
  meter(
    "ordered",
    "a proof requires a full pulse and a settling time longer than any travel",
    beliefIsOrdered,
  ),
  meter("counting", "the monitor counts within its bounds", counting),
  meter("opened", "a pulse that the monitor counts as full has opened the switch", monitorIsRight),
  meter(
    "monitor",
    "the core never counts more pulse, settling or proof than the monitor",
    beliefIsWithinMonitor,
  ),
  meter(
    "counts",
    "the core does not overcount boot time and dead line out, nor undercount unclear pairs",
    counts,
  ),
  meter("booting", "no pulse runs in the first second after a start", booting),
  meter("reserve", "the measured sag of a reserve is within its range", reserve),
];

/** The invariants of an induction. */
export function invariantsOf({ interlock }: FaultScope): readonly Invariant[] {
  const ranged = metal("ranges", "poles and drives are within their ranges", ranges);
  return interlock ? [ranged, BARRED, ...SHARED] : [ranged, APART, ...SHARED, ...BELIEFS];
}
