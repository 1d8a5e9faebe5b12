/** The load profile of any meter in order of time, with the quantity of each channel. */
import type { TableValues } from "../language/layout";
import type { Known } from "../language/numbers";
import { quantityOf } from "../tables/quantities";
import type { SourceQuantity, ValuesByTable } from "../tables/quantities";
import type { ProfileSet } from "./profile-sets";
import { ACT_PROFILE, PROFILE_CONTROL } from "../tables/table-profile";
import type {
  ProfileBlock,
  ProfileControl,
  ProfileData,
  ProfileStatus,
  ProfileStatuses,
} from "../tables/table-profile";

/** One interval of any meter's load profile. */
interface ReadInterval {
  readonly start_s: Known;
  /** As measured, with scalar and divisor removed; undefined where it was skipped. */
  readonly values: readonly Known[];
  readonly power_failed: boolean;
  readonly clock_forward: boolean;
  readonly clock_back: boolean;
  /** Per channel: 0 complete, 1 overflow, 2 partial, 3 long, 5 test, 6 reconfigured. */
  readonly statuses: readonly number[];
}

/** Statuses without a valid value: overflow, skipped, stopped. */
const NO_VALUE: readonly number[] = [1, 4, 7];

function channelStatuses(extended: readonly number[] | undefined, channels: number): number[] {
  return Array.from({ length: channels }, (_, n) => {
    const octet = extended?.[(n + 1) >> 1] ?? 0;
    return n % 2 === 0 ? octet & 15 : octet >> 4;
  });
}

/** The first `valid` intervals of a block whose intervals are in order of time. */
export function readIntervals(
  block: ProfileBlock,
  valid: number,
  scope: TableValues,
): ReadInterval[] {
  const limits = scope.of(ACT_PROFILE);
  const { scalars_set1: scalars, divisor_set1: divisors } = scope.of(PROFILE_CONTROL);
  const interval_s = limits.max_int_time_set1 * 60;
  const end_s = block.blk_end_time;
  return block.lp_int.slice(0, valid).map(({ extended_int_status, int_data }, n) => {
    const statuses = channelStatuses(extended_int_status, limits.nbr_chns_set1);
    const common = extended_int_status?.[0] ?? 0;
    return {
      start_s: end_s === undefined ? undefined : end_s - (valid - n) * interval_s,
      values: int_data.map((value, channel) => {
        const [scalar, divisor] = [scalars?.[channel] ?? 1, divisors?.[channel] ?? 1];
        // A scalar or divisor of zero leaves the size of a pulse undefined.
        if (value === undefined || scalar === 0 || divisor === 0) return undefined;
        return NO_VALUE.includes(statuses[channel] ?? 0) ? undefined : (value * divisor) / scalar;
      }),
      power_failed: (common & 0x20) !== 0,
      clock_forward: (common & 0x40) !== 0,
      clock_back: (common & 0x80) !== 0,
      statuses,
    };
  });
}

/** The status of an interval as a word; "ok" when it has no flags. */
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
  readonly channels: readonly SourceQuantity[];
  readonly rows: readonly ProfileRow[];
}

/** Blocks from the oldest to the newest. In a list that is not circular, the newest is last. */
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

/** Intervals of a block that is not the newest: all, unless the block states fewer. */
function heldBy({ closure_status, lp_int }: ProfileBlock): number {
  const counts = closure_status?.map(({ nbr_valid_interval }) => nbr_valid_interval) ?? [];
  return counts.length === 0 ? lp_int.length : Math.min(lp_int.length, Math.max(...counts));
}

/** One set of a meter with these values; undefined unless the meter gave all tables of the set. */
export function readProfile(
  { values: own, scope }: Omit<ProfileSet, "set">,
  values: ValuesByTable,
): ReadProfile | undefined {
  const control = own.get(62) as ProfileControl | undefined;
  const status = (own.get(63) as ProfileStatuses | undefined)?.lp_status_set1;
  const data = own.get(64) as ProfileData | undefined;
  if (control === undefined || status === undefined || data === undefined) return undefined;
  const limits = scope.of(ACT_PROFILE);
  const length_s = limits.max_int_time_set1 * 60;
  const channels = control.lp_sel_set1.map(({ lp_source_sel }) =>
    quantityOf(lp_source_sel, values),
  );
  const blocks = inOrder(data, status);
  const rows = blocks.flatMap((block, n) => {
    const valid = n === blocks.length - 1 ? status.nbr_valid_int : heldBy(block);
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
