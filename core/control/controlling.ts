/**
 * The controlling half: start and tick of everything between the measured values and the coils.
 * Free of loops and arrays, because the proof runs this code on terms (proof/symbolic).
 */
import { Connected, Control } from "./control";
import { copySettings } from "../lists/copies";
import { copyStored } from "../storage/copies";
import { copyControl } from "./copies";
import { connectedTo, decide } from "./decide";
import { stableSeconds } from "./feed";
import { Event } from "../lists/events";
import { believe } from "../interlock/evidence";
import { interlock } from "../interlock/interlock";
import { light } from "./lights";
import { markDirty } from "./latches";
import { Latch } from "../lists/latches";
import { locate } from "./position";
import { PulseResult, wantedCoil, watchPulse } from "../interlock/pulse";
import { qualifyGenerator } from "../qualify/qualify-generator";
import { followSag, qualifyUtility } from "../qualify/qualify-utility";
import { raise } from "../storage/raise";
import { interrupted, msOfTicks, pursue } from "./sequence";
import { Settings, settingsError } from "../lists/settings";
import { Coil, Outputs } from "../hardware/signals";
import { StoreState, Stored } from "../storage/store";
import { remember, utilityDropped } from "./trust";
import { TICK_HZ, countUp } from "../hardware/units";
import { generatorBrokeDown } from "./overload";
import { watch } from "./watch";

/**
 * Starts from `blank`, with the contents of the store when they are good. A pulse that the
 * power cut ended counts as a failed one.
 */
export function startControl(
  c: Control,
  blank: Control,
  kept: Stored,
  kept_settings: Settings,
  store_state: i32,
): void {
  copyControl(c, blank);
  c.store_state = store_state;
  const trusted: boolean = store_state == StoreState.Good && settingsError(kept_settings) == 0;
  if (trusted) {
    copyStored(c.stored, kept);
    copySettings(c.settings, kept_settings);
  } else if (store_state != StoreState.Empty) {
    // U closed stays closed, U open stays open, until somebody has looked at the settings.
    c.stored.latches = Latch.StoreBad;
    raise(c.raised, store_state == StoreState.Later ? Event.StoreLater : Event.StoreBad, 0, 0);
  }
  c.stored.boots = c.stored.boots + 1;
  c.stored.short_boots = c.stored.short_boots + 1;
  interrupted(c);
  c.evidence.back_voltage_long = c.stored.back_voltage;
  raise(c.raised, Event.PowerUp, c.stored.boots, 0);
  markDirty(c);
}

function qualify(c: Control): void {
  const t = c.transfer;
  const was_ok: i32 = c.utility.ok;
  const watched: boolean = t.watch_ticks > 0;
  qualifyUtility(c.utility, c.view_u, c.settings, watched, c.stored.normal_mv);
  if (was_ok != 0 && c.utility.ok == 0) utilityDropped(c);
  if (followSag(c.utility, c.view_u, c.settings) != 0) {
    raise(c.raised, Event.UtilitySag, c.utility.sag_min_mv, msOfTicks(c.utility.sag_ticks));
    c.utility.sag_ticks = 0;
  }
  const closing: boolean =
    c.pulse.result == PulseResult.Running && c.pulse.coil == Coil.GeneratorClose;
  const on: boolean = t.connected == Connected.Generator;
  const picking_up: boolean =
    closing || (on && t.connected_ticks < c.settings.generator_dip_ignore_s * TICK_HZ);
  const generator_was_ok: i32 = c.generator.ok;
  qualifyGenerator(
    c.generator,
    c.view_g,
    c.settings,
    c.cord_neutral,
    c.feed,
    stableSeconds(c),
    on || closing,
    picking_up,
  );
  if (on && generator_was_ok != 0 && c.generator.ok == 0) {
    t.generator_lost = 1;
    generatorBrokeDown(c);
  }
  if (c.generator.ok != 0) t.generator_lost = 0;
}

/** Remembers whether it was the generator that failed the house, and not the grid. */
function noteGeneratorFailed(c: Control, now: i32): void {
  const was_generator: boolean = c.transfer.connected == Connected.Generator;
  let failed: i32 = c.stored.generator_failed;
  if (now == Connected.Utility) failed = 0;
  else if (was_generator && c.generator.ok == 0) failed = 1;
  if (failed == c.stored.generator_failed) return;
  c.stored.generator_failed = failed;
  markDirty(c);
}

function follow(c: Control): void {
  const t = c.transfer;
  const r = c.readings;
  const live: i32 = c.evidence.out_live_ticks > 0 ? 1 : 0;
  const follows_u: i32 = live & r.utility_follows;
  const follows_g: i32 = live & r.generator_follows;
  locate(c.position_u, r.utility_contacts, r.utility_current, r.utility_across, follows_u);
  locate(c.position_g, r.generator_contacts, r.generator_current, r.generator_across, follows_g);
  const now: i32 = connectedTo(c);
  if (now != t.connected) {
    if (t.connected == Connected.Generator) t.came_from_generator = 1;
    noteGeneratorFailed(c, now);
    t.connected = now;
    t.connected_ticks = 0;
    if (now != Connected.None) t.last_dark_ticks = t.dark_ticks;
  }
  t.connected_ticks = countUp(t.connected_ticks);
  t.dark_ticks = now == Connected.None ? countUp(t.dark_ticks) : 0;
  if (c.evidence.back_voltage_long != c.stored.back_voltage) {
    c.stored.back_voltage = c.evidence.back_voltage_long;
    markDirty(c);
  }
}

/** The controlling half of one tick. */
export function controlTick(c: Control, o: Outputs): void {
  believe(c.evidence, c.readings, o.coils, c.settings.back_voltage_clear_s);
  follow(c);
  qualify(c);
  watch(c);
  c.transfer.goal = decide(c);
  pursue(c);
  remember(c);
  const refused: i32 = interlock(
    c.evidence,
    c.readings,
    c.settings.dead_time_ms,
    c.settings.back_voltage_clear_s,
    c.stored.lock_open,
    c.position_u.contradiction | c.position_g.contradiction,
    wantedCoil(c.pulse),
    o,
  );
  watchPulse(c.pulse, c.evidence, c.readings, refused);
  light(c, o);
}
