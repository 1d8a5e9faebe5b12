/**
 * Recent procedures, so that a repetition with the same sequence number is done only once, even on
 * a new line after the old one was lost. The sequence number has one octet and wraps: after a while
 * the same octets mean a new request.
 */

/** Longer than a reader retries, shorter than any scheduled task. */
const REPETITION_MS = 60_000;
/** No legitimate use comes near this number within that time. */
const MOST = 4096;

interface RecentProcedure<T> {
  readonly user: number;
  readonly octets: Uint8Array;
  readonly at_ms: number;
  readonly what: T;
}

export class RecentProcedures<T> {
  /** Newest last. */
  private kept: RecentProcedure<T>[] = [];

  /** `now_ms` must never go back; an adjustable clock will not do. */
  constructor(private readonly now_ms: () => number = () => performance.now()) {}

  /** The result of the same octets of the same user; undefined when they are new. */
  find(user: number, octets: Uint8Array): T | undefined {
    const from_ms = this.now_ms() - REPETITION_MS;
    this.kept = this.kept.filter(({ at_ms }) => at_ms >= from_ms);
    const same = (one: RecentProcedure<T>): boolean =>
      one.user === user && Buffer.compare(one.octets, octets) === 0;
    return this.kept.findLast(same)?.what;
  }

  /** No new procedure may start: storing it would drop an older one too early. */
  get full(): boolean {
    return this.kept.length >= MOST;
  }

  add(user: number, octets: Uint8Array, what: T): void {
    this.kept.push({ user, octets: octets.slice(), at_ms: this.now_ms(), what });
  }
}
