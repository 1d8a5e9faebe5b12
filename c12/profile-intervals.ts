/** The load profile of any meter in the order of time, with what each channel is. */
import type { TableValues } from "./layout";
import type { Known } from "./numbers";
import { quantityOf } from "./quantities";
import type { Quantity, Values } from "./quantities";
import { ACT_PROFILE } from "./table-profile";
import type {
  ProfileBlock,
  ProfileControl,
  ProfileData,
  ProfileStatus,
  ProfileStatuses,
} from "./table-profile";
import { readIntervals } from "./understand";

/** What an interval says of itself, in words; "ok" when it says nothing. */
type IntervalWord = "ok" | "overflow" | "partial" | "long" | "skipped" | "test" | "other";

const WORDS: readonly IntervalWord[] = [
  "ok",
  "overflow",
  "partial",
  "long",
  "skipped",
  "test",
  "other",
  "other",
];

interface ProfileRow {
  readonly start_s: Known;
  readonly end_s: Known;
  /** In the units of the channels. */
  readonly values: readonly Known[];
  readonly words: readonly IntervalWord[];
  readonly power_failed: boolean;
  readonly clock_forward: boolean;
  readonly clock_back: boolean;
}

/** Channels and rows. */
export interface ReadProfile {
  readonly channels: readonly Quantity[];
  readonly rows: readonly ProfileRow[];
}

/** Blocks from the oldest to the newest. A list that does not go round has its newest last. */
function inOrder(data: ProfileData, status: ProfileStatus): ProfileBlock[] {
  const { order: newest_first } = status.lp_set_status_flags;
  const all = data.lp_data_set1;
  const step = newest_first ? 1 : -1;
  const ages = Array.from({ length: Math.min(status.nbr_valid_blocks, all.length) }, (_, n) => n);
  return ages
    .map((age) => all[(status.last_block_element + step * age + all.length) % all.length])
    .flatMap((block) => block ?? [])
    .toReversed();
}

/** Set 1; nothing where the meter has no load profile, or did not give all tables of it. */
export function readProfile(values: Values, scope: TableValues): ReadProfile | undefined {
  const control = values.get(62) as ProfileControl | undefined;
  const status = (values.get(63) as ProfileStatuses | undefined)?.lp_status_set1;
  const data = values.get(64) as ProfileData | undefined;
  if (control === undefined || status === undefined || data === undefined) return undefined;
  const limits = scope.of(ACT_PROFILE);
  const length_s = limits.max_int_time_set1 * 60;
  const channels = control.lp_sel_set1.map(({ lp_source_sel }) =>
    quantityOf(lp_source_sel, values),
  );
  const blocks = inOrder(data, status);
  const rows = blocks.flatMap((block, n) => {
    const last = n === blocks.length - 1;
    const valid = last ? status.nbr_valid_int : limits.nbr_blk_ints_set1;
    const newest_first = status.lp_set_status_flags.interval_order;
    const held = block.lp_int.slice(0, valid);
    const intervals = newest_first ? held.toReversed() : held;
    return readIntervals({ ...block, lp_int: intervals }, valid, scope);
  });
  return {
    channels,
    rows: rows.map(({ start_s, values: raw, statuses, ...flags }) => ({
      start_s,
      end_s: start_s === undefined ? undefined : start_s + length_s,
      values: raw.map((value, channel) => channels[channel]?.inUnits(value)),
      words: statuses.map((status_code) => WORDS[status_code] ?? "other"),
      power_failed: flags.power_failed,
      clock_forward: flags.clock_forward,
      clock_back: flags.clock_back,
    })),
  };
}
