/**
 * What was done lately, so that whoever asks again with the same sequence number has it done once,
 * also on a new line after the old one was lost. Such a number has one octet and comes round: after
 * a while the same octets mean something new.
 */

/** Longer than a reader tries again, shorter than anything is done by schedule. */
const REMEMBERED_MS = 60_000;
/** Nobody asks for so much in that time in earnest. */
const MOST = 4096;

interface Remembered<T> {
  readonly user: number;
  readonly octets: Uint8Array;
  readonly at_ms: number;
  readonly what: T;
}

export class Repetitions<T> {
  /** Newest last. */
  private kept: Remembered<T>[] = [];

  /** `now_ms` never goes back; a clock that can be set does not do. */
  constructor(private readonly now_ms: () => number = () => performance.now()) {}

  /** What the same octets of the same user did; nothing when they are new. */
  find(user: number, octets: Uint8Array): T | undefined {
    const from_ms = this.now_ms() - REMEMBERED_MS;
    this.kept = this.kept.filter(({ at_ms }) => at_ms >= from_ms);
    const same = (one: Remembered<T>): boolean =>
      one.user === user && Buffer.compare(one.octets, octets) === 0;
    return this.kept.findLast(same)?.what;
  }

  /** Nothing new may be done: to remember it, something would be forgotten too early. */
  get full(): boolean {
    return this.kept.length >= MOST;
  }

  add(user: number, octets: Uint8Array, what: T): void {
    this.kept.push({ user, octets: octets.slice(), at_ms: this.now_ms(), what });
  }
}
