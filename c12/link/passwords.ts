/** Passwords of the levels, and the lock-out of those who guess them. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { AccessLevel } from "./device";
import { PASSWORD_LENGTH } from "./services";

/** A password for a level above none. */
interface Password {
  readonly level: Exclude<AccessLevel, 0>;
  /** 1 to 20 octets; blanks and zeros at the end do not count. */
  readonly password: string;
}

/**
 * Passwords that cannot be kept. The message is one sentence.
 *
 * - E-PASS-01 a password is empty, or longer than 20 octets
 * - E-PASS-02 two levels have one password
 */
export class PasswordError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(`${code}: ${sentence}`);
  }
}

/** Clients fill up with zeros or with blanks. */
function bare(password: Uint8Array): Uint8Array {
  const length = password.findLastIndex((octet) => octet !== 0 && octet !== 0x20) + 1;
  return password.subarray(0, length);
}

/** Nothing but filling: nobody has such a password, so it is no guess either. */
export function isEmpty(password: Uint8Array): boolean {
  return bare(password).length === 0;
}

function digest(password: Uint8Array): Buffer {
  return createHash("sha256").update(bare(password)).digest();
}

/** Holds digests only, and takes the same time for each guess. */
export class Passwords {
  private readonly kept: readonly { readonly level: AccessLevel; readonly digest: Buffer }[];

  constructor(passwords: readonly Password[]) {
    this.kept = passwords.map(({ level, password }) => {
      const octets = Buffer.from(password, "latin1");
      if (isEmpty(octets) || octets.length > PASSWORD_LENGTH) {
        const wanted = `give one of 1 to ${PASSWORD_LENGTH} characters`;
        throw new PasswordError(
          "E-PASS-01",
          `The password of level ${level} does not fit: ${wanted}.`,
        );
      }
      return { level, digest: digest(octets) };
    });
    const different = new Set(this.kept.map((one) => one.digest.toString("hex")));
    if (different.size < this.kept.length) {
      throw new PasswordError("E-PASS-02", "Two levels have one password: give each its own.");
    }
  }

  level(password: Uint8Array): AccessLevel | undefined {
    const guess = digest(password);
    let found: AccessLevel | undefined;
    for (const one of this.kept) if (timingSafeEqual(one.digest, guess)) found = one.level;
    return found;
  }
}

/** Wrong passwords that are taken before the first lock-out. */
const FREE_FAILURES = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;
const HIGHEST: AccessLevel = 3;

/**
 * Counts wrong passwords of all sessions of a meter. After five no password is looked at for a
 * minute, after each further one for twice as long, up to a quarter of an hour: at most a hundred
 * guesses a day, and whoever locks a meter out on purpose does so for minutes. Who has a password
 * may still guess that of a higher level, so only the highest clears the count. Of others' slips
 * one is forgotten in each quarter of an hour without another.
 */
export class LockOut {
  private failures = 0;
  private left_ms = 0;
  private since_ms = 0;

  get locked(): boolean {
    return this.left_ms > 0;
  }

  elapsed(ms: number): void {
    this.left_ms = Math.max(0, this.left_ms - ms);
    this.since_ms += ms;
    if (this.since_ms < LONGEST_LOCK_MS) return;
    this.since_ms = 0;
    this.failures = Math.max(0, this.failures - 1);
  }

  failed(): void {
    this.since_ms = 0;
    this.failures++;
    if (this.failures < FREE_FAILURES) return;
    const doublings = Math.min(this.failures - FREE_FAILURES, 10);
    this.left_ms = Math.min(FIRST_LOCK_MS * 2 ** doublings, LONGEST_LOCK_MS);
  }

  /** A password of this level was right. */
  succeeded(level: AccessLevel): void {
    if (level === HIGHEST) this.failures = 0;
  }
}
