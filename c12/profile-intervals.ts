/** The load profile of any meter in the order of time, with what each channel is. */
import type { TableValues } from "./layout";
import type { Known } from "./numbers";
import { quantityOf } from "./quantities";
import type { Quantity, Values } from "./quantities";
import { ACT_PROFILE, ofSet } from "./table-profile";
import type {
  ProfileBlock,
  ProfileControl,
  ProfileStatus,
  ProfileStatuses,
  SetControl,
  SetLimits,
  SetNumber,
  SetStatus,
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
function inOrder(all: readonly ProfileBlock[], status: ProfileStatus): ProfileBlock[] {
  const { order: newest_first } = status.lp_set_status_flags;
  const step = newest_first ? 1 : -1;
  const ages = Array.from({ length: Math.min(status.nbr_valid_blocks, all.length) }, (_, n) => n);
  return ages
    .map((age) => all[(status.last_block_element + step * age + all.length) % all.length])
    .flatMap((block) => block ?? [])
    .toReversed();
}

/** Intervals of a block that is not the newest: all, unless it says that it ended before. */
function heldBy({ closure_status, lp_int }: ProfileBlock): number {
  const told = closure_status?.map(({ nbr_valid_interval }) => nbr_valid_interval) ?? [];
  return told.length === 0 ? lp_int.length : Math.min(lp_int.length, Math.max(...told));
}

/** One set; nothing where the meter does not have it, or did not give all tables of it. */
export function readProfile(
  values: Values,
  scope: TableValues,
  set: SetNumber = 1,
): ReadProfile | undefined {
  const controls = values.get(62) as ProfileControl | undefined;
  const statuses = values.get(63) as ProfileStatuses | undefined;
  const data = Object.values(values.get(63 + set) ?? {})[0] as readonly ProfileBlock[] | undefined;
  if (controls === undefined || statuses === undefined || data === undefined) return undefined;
  const { max_int_time } = ofSet<SetLimits>(scope.of(ACT_PROFILE), set);
  const length_s = max_int_time * 60;
  const { lp_status: status } = ofSet<SetStatus>(statuses, set);
  const channels = ofSet<SetControl>(controls, set).lp_sel.map(({ lp_source_sel }) =>
    quantityOf(lp_source_sel, values),
  );
  const blocks = inOrder(data, status);
  const rows = blocks.flatMap((block, n) => {
    const valid = n === blocks.length - 1 ? status.nbr_valid_int : heldBy(block);
    const newest_first = status.lp_set_status_flags.interval_order;
    const held = block.lp_int.slice(0, valid);
    const intervals = newest_first ? held.toReversed() : held;
    return readIntervals({ ...block, lp_int: intervals }, valid, scope, set);
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
