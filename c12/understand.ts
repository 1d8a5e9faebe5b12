/** The reader's side: what the octets of any meter's tables mean. */
import { ALL_TABLES, STANDARD_TABLES } from "./all-tables";
import { OWN_FORMATS, TableError } from "./formats";
import type { Formats } from "./formats";
import { TableValues, decode, sizeOf } from "./layout";
import type { Known } from "./numbers";
import { Reader } from "./octets";
import { array } from "./schema";
import { GENERAL_MFG_ID, GEN_CONFIG, formatsOf } from "./table-general";
import type { GeneralConfiguration } from "./table-general";
import { ACT_PROFILE, PROFILE_CONTROL, ofSet, profileBlock } from "./table-profile";
import type { ProfileBlock, SetControl, SetLimits, SetNumber } from "./table-profile";
import { CLOCK, CLOCK_STATE } from "./table-time";
import type { Clock } from "./table-time";

/** What is known of a meter from octets alone. */
interface Understood {
  readonly general: GeneralConfiguration;
  readonly formats: Formats;
  /** For reading more tables of the same meter. */
  readonly scope: TableValues;
  /** Values by the number of their table. */
  readonly values: ReadonlyMap<number, object>;
  /** Its clock runs in universal time. Most clocks run in local time, and say no more than that. */
  readonly universal: boolean;
  /** Why a table could not be understood, or what is odd about it, in a sentence each. */
  readonly problems: ReadonlyMap<number, string>;
}

/** MANUFACTURER of table 1, where the manufacturer's tables are ours. */
const OURS = "BPTM";

/**
 * Reads the octets of whole tables, by the numbers of the tables; table 0 must be among them, since
 * it says how all are written. Throws a `TableError` when table 0 itself cannot be read.
 */
export function understand(octets: ReadonlyMap<number, Uint8Array>): Understood {
  const first = octets.get(GEN_CONFIG.id);
  if (first === undefined) {
    throw new TableError("E-TBL-04", "Table 0 is missing: read it before all others.");
  }
  const general = decode(GEN_CONFIG, first, new TableValues(OWN_FORMATS));
  const formats = formatsOf(general);
  const scope = new TableValues(formats);
  const values = new Map<number, object>();
  const problems = new Map<number, string>();
  // The name alone: a table 1 that is too short is a problem of its own.
  const name = octets.get(GENERAL_MFG_ID.id)?.subarray(0, OURS.length);
  const ours = name !== undefined && Buffer.from(name).toString("latin1") === OURS;
  for (const table of ours ? ALL_TABLES : STANDARD_TABLES) {
    const one = octets.get(table.id);
    if (one === undefined) continue;
    try {
      const value = decode(table, one, scope);
      scope.set(table, () => value);
      values.set(table.id, value);
      const left = one.length - sizeOf(table, value, scope);
      if (left > 0) problems.set(table.id, `${left} octets follow that ${table.name} has not.`);
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      problems.set(table.id, error.message);
    }
  }
  const clock = (values.get(CLOCK.id) ?? values.get(CLOCK_STATE.id)) as Clock | undefined;
  const universal = clock?.time_date_qual.gmt_flag === true;
  return { general, formats, scope, values, universal, problems };
}

/** Blocks of table 64 that were read from a block's offset on. */
export function profileBlocks(
  octets: Uint8Array,
  count: number,
  scope: TableValues,
): readonly ProfileBlock[] {
  return array(count, profileBlock(1)).take(scope, new Reader(octets));
}

/** One interval of any meter's load profile. */
interface ReadInterval {
  readonly start_s: Known;
  /** As measured, with scalar and divisor undone; nothing where it was skipped. */
  readonly values: readonly Known[];
  readonly power_failed: boolean;
  readonly clock_forward: boolean;
  readonly clock_back: boolean;
  /** Channel by channel: 0 whole, 1 overflow, 2 partial, 3 long, 5 test, 6 reconfigured. */
  readonly statuses: readonly number[];
}

/** Statuses under which a value stands for nothing: overflow, skipped, stopped. */
const NO_VALUE: readonly number[] = [1, 4, 7];

function channelStatuses(extended: readonly number[] | undefined, channels: number): number[] {
  return Array.from({ length: channels }, (_, n) => {
    const octet = extended?.[(n + 1) >> 1] ?? 0;
    return n % 2 === 0 ? octet & 15 : octet >> 4;
  });
}

/** The first `valid` intervals of a block whose intervals are in the order of time. */
export function readIntervals(
  block: ProfileBlock,
  valid: number,
  scope: TableValues,
  set: SetNumber = 1,
): ReadInterval[] {
  const limits = ofSet<SetLimits>(scope.of(ACT_PROFILE), set);
  const { scalars, divisor: divisors } = ofSet<SetControl>(scope.of(PROFILE_CONTROL), set);
  const interval_s = limits.max_int_time * 60;
  const end_s = block.blk_end_time;
  return block.lp_int.slice(0, valid).map(({ extended_int_status, int_data }, n) => {
    const statuses = channelStatuses(extended_int_status, limits.nbr_chns);
    const common = extended_int_status?.[0] ?? 0;
    return {
      start_s: end_s === undefined ? undefined : end_s - (valid - n) * interval_s,
      values: int_data.map((value, channel) => {
        const [scalar, divisor] = [scalars?.[channel] ?? 1, divisors?.[channel] ?? 1];
        // A meter whose scalar or divisor is zero does not say how large its pulses are.
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
