/**
 * The load profile: quarter hours of five channels, one block per day of universal time, 180 days
 * in a ring. Blocks are plain objects, so the host can store and restore them.
 */
import type { Known } from "../language/numbers";
import { sourceNumbers } from "./sources";
import type {
  ProfileControl,
  ProfileData,
  ProfileLimits,
  ProfileStatus,
} from "../tables/table-profile";

export const INTERVAL_S: number = 900;
const INTERVALS_PER_DAY: number = 96;
export const PROFILE_DAYS: number = 180;
const DAY_S = INTERVAL_S * INTERVALS_PER_DAY;

/** One channel: the source of table 16 that it records, and in which unit. */
interface ProfileChannel {
  readonly name: string;
  readonly source: number;
  /** Recorded = measured / divisor. */
  readonly divisor: number;
  /** A register, whose end reading closes each block. */
  readonly register: boolean;
}

const [minimum = 0, seconds = 0] = sourceNumbers("profile");

/** Utility delivered and received, generator, minimum utility voltage, seconds on generator. */
export const CHANNELS: readonly ProfileChannel[] = [
  { name: "utility_delivered_wh", source: 0, divisor: 1, register: true },
  { name: "utility_received_wh", source: 1, divisor: 1, register: true },
  { name: "generator_wh", source: 5, divisor: 1, register: true },
  { name: "utility_minimum_dv", source: minimum, divisor: 100, register: false },
  { name: "on_generator_s", source: seconds, divisor: 1, register: false },
];

/** One quarter hour. */
export interface Interval {
  /** In the order of `CHANNELS` and in their units; undefined where not known. */
  readonly values: readonly Known[];
  /** The utility line had no power for part of it. */
  readonly outage: boolean;
  /** Only part of it was recorded. */
  readonly partial: boolean;
  /** It lasted longer because the clock was set back during it. */
  readonly long: boolean;
  /** The clock was set forward, or back, during it. */
  readonly clock_forward: boolean;
  readonly clock_back: boolean;
}

/** Nothing was recorded. */
const SKIPPED: Interval = {
  values: CHANNELS.map(() => undefined),
  outage: false,
  partial: false,
  long: false,
  clock_forward: false,
  clock_back: false,
};

/** One day, or the part of it so far. */
export interface DayBlock {
  readonly start_s: number;
  readonly sequence: number;
  readonly intervals: Interval[];
  /** Register readings at its end, in the order of `CHANNELS`. */
  end_readings: readonly Known[];
}

/** The running interval: its start, and the register readings from which it counts. */
interface OpenInterval {
  readonly start_s: number;
  /** In the order of `CHANNELS`. */
  readonly readings: readonly Known[];
}

/** The stored form of a load profile. */
export interface StoredProfile {
  readonly blocks: readonly DayBlock[];
  /** Undefined before the first one. */
  readonly open: OpenInterval | undefined;
  readonly unread: number;
  readonly sequence: number;
}

/** Why a time range is missing. */
export type Gap = "power failed" | "clock forward" | "clock back" | "not recorded";

const gapOf = (why: Gap): Interval => ({
  ...SKIPPED,
  outage: why === "power failed",
  clock_forward: why === "clock forward",
  clock_back: why === "clock back",
});

export class LoadProfile {
  private readonly ring: DayBlock[];
  private sequence: number;
  private unread_blocks: number;
  /** The interval that a power cut leaves open. */
  open: OpenInterval | undefined;

  /** Empty, or restored. */
  constructor(kept?: StoredProfile) {
    this.ring = [...(kept?.blocks ?? [])];
    this.sequence = kept?.sequence ?? 0;
    this.unread_blocks = kept?.unread ?? 0;
    this.open = kept?.open;
  }

  kept(): StoredProfile {
    const { ring: blocks, open, unread_blocks: unread, sequence } = this;
    return { blocks, open, unread, sequence };
  }

  /** Days, oldest first. */
  get days(): readonly DayBlock[] {
    return this.ring;
  }

  /** Start of the next interval; undefined before the first. */
  get next_s(): Known {
    const last = this.ring.at(-1);
    return last === undefined ? undefined : last.start_s + last.intervals.length * INTERVAL_S;
  }

  /**
   * Adds the interval that began at `start_s`, a whole quarter hour, with the register readings at
   * its end. Missing time before it is filled with skipped intervals that hold the reason. When the
   * clock was set back, or forward to another day, that closes the block and another one begins:
   * days that never happened must not push out recorded ones.
   */
  add(start_s: number, interval: Interval, readings: readonly Known[], gap: Gap): void {
    const first = this.ring.length === 0;
    const next = this.next_s ?? start_s;
    const back = start_s < next;
    const startsAnew = back || (gap === "clock forward" && dayOf(start_s) > dayOf(next));
    if (startsAnew) this.close(back ? "clock back" : gap);
    else if (start_s - next > PROFILE_DAYS * DAY_S) this.ring.length = 0;
    const from = startsAnew || this.ring.length === 0 ? dayOf(start_s) : next;
    for (let at = from; at < start_s; at += INTERVAL_S) {
      this.blockFor(at).intervals.push(gapOf(first ? "not recorded" : gap));
    }
    const block = this.blockFor(start_s);
    block.intervals.push(interval);
    block.end_readings = readings;
  }

  /** Fills the rest of the newest block with skipped intervals. */
  private close(why: Gap): void {
    const open = this.ring.at(-1)?.intervals ?? [];
    for (let left = INTERVALS_PER_DAY - open.length; left > 0; left--) open.push(gapOf(why));
  }

  private blockFor(start_s: number): DayBlock {
    const last = this.ring.at(-1);
    const open = last !== undefined && last.intervals.length < INTERVALS_PER_DAY;
    if (open && last.start_s === dayOf(start_s)) return last;
    const end_readings = last?.end_readings ?? CHANNELS.map(() => undefined);
    this.sequence = (this.sequence + 1) % 2 ** 32;
    const block = { start_s: dayOf(start_s), sequence: this.sequence, intervals: [], end_readings };
    this.ring.push(block);
    if (this.ring.length > PROFILE_DAYS) this.ring.shift();
    // A count one above the capacity shows that an unread block was overwritten.
    this.unread_blocks = Math.min(PROFILE_DAYS + 1, this.unread_blocks + 1);
    return block;
  }

  /** Marks this many of the oldest unread blocks as read. */
  markRead(blocks: number): void {
    this.unread_blocks = Math.max(0, Math.min(this.ring.length, this.unread_blocks) - blocks);
  }

  /** Deletes all blocks; sequence numbers go on. */
  clear(): void {
    this.ring.length = 0;
    this.unread_blocks = 0;
  }

  /** Set 1 of table 63. */
  status(): ProfileStatus {
    const last = this.ring.at(-1);
    return {
      lp_set_status_flags: {
        order: false,
        overflow_flag: this.unread_blocks > this.ring.length,
        list_type: true,
        block_inhibit_overflow_flag: false,
        interval_order: false,
        active_mode_flag: true,
        test_mode: false,
      },
      nbr_valid_blocks: this.ring.length,
      last_block_element: last === undefined ? 0 : elementOf(last),
      last_block_seq_nbr: last?.sequence ?? 0,
      nbr_unread_blocks: Math.min(this.ring.length, this.unread_blocks),
      nbr_valid_int: last?.intervals.length ?? 0,
    };
  }

  /** Table 64; a block is encoded when it is read. */
  data(): ProfileData {
    const places = new Map(this.ring.map((block) => [elementOf(block), block]));
    return {
      lp_data_set1: Array.from({ length: PROFILE_DAYS }, (_, n) => new BlockView(places.get(n))),
    };
  }
}

const dayOf = (time_s: number): number => Math.floor(time_s / DAY_S) * DAY_S;

/** Index of a block in table 64: it does not change while the block is in the ring. */
const elementOf = ({ sequence }: DayBlock): number => (sequence - 1) % PROFILE_DAYS;

/** A block of table 64; an unused one is all skipped. */
class BlockView {
  readonly simple_int_status: undefined;

  constructor(private readonly block: DayBlock | undefined) {}

  get blk_end_time(): Known {
    const { block } = this;
    return block && block.start_s + block.intervals.length * INTERVAL_S;
  }

  get end_readings(): ProfileData["lp_data_set1"][number]["end_readings"] {
    return CHANNELS.map(({ register }, n) => ({
      block_end_read: register ? this.block?.end_readings[n] : undefined,
      block_end_pulse: undefined,
    }));
  }

  get lp_int(): ProfileData["lp_data_set1"][number]["lp_int"] {
    return Array.from({ length: INTERVALS_PER_DAY }, (_, n) => {
      const interval = this.block?.intervals[n] ?? SKIPPED;
      return {
        extended_int_status: statusOf(interval),
        // A skipped value is 0 by the standard; its nibble marks it as no value.
        int_data: interval.values.map((value) => Math.min(value ?? 0, 0xffff)),
      };
    });
  }
}

/** Status codes of a channel. */
const OVERFLOW = 1;
const PARTIAL = 2;
const LONG = 3;
const SKIP = 4;

function nibbles(interval: Interval): number[] {
  const common = interval.partial ? PARTIAL : interval.long ? LONG : 0;
  return interval.values.map((value) =>
    value === undefined ? SKIP : value > 0xffff ? OVERFLOW : common,
  );
}

function statusOf(interval: Interval): number[] {
  const [first = 0, ...others] = nibbles(interval);
  const common =
    (interval.outage ? 0x20 : 0) |
    (interval.clock_forward ? 0x40 : 0) |
    (interval.clock_back ? 0x80 : 0);
  const pairs = Array.from({ length: CHANNELS.length >> 1 }, (_, n) => {
    return ((others[2 * n] ?? 0) << 4) | (others[2 * n + 1] ?? 0);
  });
  return [common | first, ...pairs];
}

/** Octets of one block of table 64. */
const INTERVAL_OCTETS = (CHANNELS.length >> 1) + 1 + 2 * CHANNELS.length;
const BLOCK_OCTETS = 5 + 6 * CHANNELS.length + INTERVALS_PER_DAY * INTERVAL_OCTETS;

/** Tables 60 and 61. */
export const PROFILE_LIMITS: ProfileLimits = {
  lp_memory_len: PROFILE_DAYS * BLOCK_OCTETS,
  lp_flags: {
    lp_set1_inhibit_ovf_flag: false,
    lp_set2_inhibit_ovf_flag: false,
    lp_set3_inhibit_ovf_flag: false,
    lp_set4_inhibit_ovf_flag: false,
    blk_end_read_flag: true,
    blk_end_pulse_flag: false,
    scalar_divisor_flag_set1: true,
    scalar_divisor_flag_set2: false,
    scalar_divisor_flag_set3: false,
    scalar_divisor_flag_set4: false,
    extended_int_status_flag: true,
    simple_int_status_flag: false,
    clk_end_rd_indicator_flag: false,
  },
  lp_fmats: {
    inv_uint8_flag: false,
    inv_uint16_flag: true,
    inv_uint32_flag: false,
    inv_int8_flag: false,
    inv_int16_flag: false,
    inv_int32_flag: false,
    inv_ni_fmat1_flag: false,
    inv_ni_fmat2_flag: false,
  },
  nbr_blks_set1: PROFILE_DAYS,
  nbr_blk_ints_set1: INTERVALS_PER_DAY,
  nbr_chns_set1: CHANNELS.length,
  max_int_time_set1: INTERVAL_S / 60,
};

/** Table 62. */
export const PROFILE_CHANNELS: ProfileControl = {
  lp_sel_set1: CHANNELS.map(({ source, register }) => ({
    chnl_flag: { end_rdg_flag: register },
    lp_source_sel: source,
    end_blk_rdg_source_select: source,
  })),
  int_fmt_cde1: 2,
  scalars_set1: CHANNELS.map(() => 1),
  divisor_set1: CHANNELS.map(({ divisor }) => divisor),
};
