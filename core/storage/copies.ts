// Generated from the classes of core by `npm run generate`; do not edit.

import { Raised } from "./raise";
import { Stored } from "./store";

export function copyStored(to: Stored, from: Stored): void {
  to.version_counter = from.version_counter;
  to.boots = from.boots;
  to.short_boots = from.short_boots;
  to.event_sequence = from.event_sequence;
  to.latches = from.latches;
  to.house_sources = from.house_sources;
  to.lock_open = from.lock_open;
  to.intent = from.intent;
  to.tries_utility_open = from.tries_utility_open;
  to.tries_utility_close = from.tries_utility_close;
  to.tries_generator_open = from.tries_generator_open;
  to.tries_generator_close = from.tries_generator_close;
  to.sequences = from.sequences;
  to.sequences_ticks = from.sequences_ticks;
  to.transfers = from.transfers;
  to.transfers_ticks = from.transfers_ticks;
  to.generator_failed = from.generator_failed;
  to.backoff = from.backoff;
  to.backoff_ticks = from.backoff_ticks;
  to.suspect = from.suspect;
  to.suspect_ticks = from.suspect_ticks;
  to.suspect_failures = from.suspect_failures;
  to.suspect_failures_ticks = from.suspect_failures_ticks;
  to.overload_retries = from.overload_retries;
  to.overload_wait_ticks = from.overload_wait_ticks;
  to.back_voltage = from.back_voltage;
  to.normal_mv = from.normal_mv;
  to.minute_ticks = from.minute_ticks;
}

export function copyRaised(to: Raised, from: Raised): void {
  to.count = from.count;
  to.code1 = from.code1;
  to.a1 = from.a1;
  to.b1 = from.b1;
  to.code2 = from.code2;
  to.a2 = from.a2;
  to.b2 = from.b2;
  to.code3 = from.code3;
  to.a3 = from.a3;
  to.b3 = from.b3;
  to.code4 = from.code4;
  to.a4 = from.a4;
  to.b4 = from.b4;
  to.code5 = from.code5;
  to.a5 = from.a5;
  to.b5 = from.b5;
  to.code6 = from.code6;
  to.a6 = from.a6;
  to.b6 = from.b6;
}
