/** Passwords of the access levels, and the lock-out after wrong ones. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { AccessLevel } from "./device";
import { PASSWORD_LENGTH } from "./services";

/** The password of a level above 0. */
interface Password {
  readonly level: Exclude<AccessLevel, 0>;
  /** 1 to 20 octets; trailing blanks and zeros do not count. */
  readonly password: string;
}

/**
 * An invalid password. The message is one sentence.
 *
 * - E-PASS-01 a password is empty, or longer than 20 octets
 * - E-PASS-02 two levels have the same password
 */
export class PasswordError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(`${code}: ${sentence}`);
  }
}

/** Clients pad with zeros or with blanks. */
function bare(password: Uint8Array): Uint8Array {
  const length = password.findLastIndex((octet) => octet !== 0 && octet !== 0x20) + 1;
  return password.subarray(0, length);
}

/** Padding only: no level has such a password, so it does not count as a guess. */
export function isEmpty(password: Uint8Array): boolean {
  return bare(password).length === 0;
}

function digest(password: Uint8Array): Buffer {
  return createHash("sha256").update(bare(password)).digest();
}

/** Holds digests only, and takes the same time for each guess. */
export class Passwords {
  private readonly digests: readonly { readonly level: AccessLevel; readonly digest: Buffer }[];

  constructor(passwords: readonly Password[]) {
    this.digests = passwords.map(({ level, password }) => {
      const octets = Buffer.from(password, "latin1");
      if (isEmpty(octets) || octets.length > PASSWORD_LENGTH) {
        const length = `use 1 to ${PASSWORD_LENGTH} characters`;
        throw new PasswordError(
          "E-PASS-01",
          `The password of level ${level} has a wrong length: ${length}.`,
        );
      }
      return { level, digest: digest(octets) };
    });
    const different = new Set(this.digests.map((one) => one.digest.toString("hex")));
    if (different.size < this.digests.length) {
      throw new PasswordError("E-PASS-02", "Two levels have the same password: give each its own.");
    }
  }

  level(password: Uint8Array): AccessLevel | undefined {
    const guess = digest(password);
    let found: AccessLevel | undefined;
    for (const one of this.digests) if (timingSafeEqual(one.digest, guess)) found = one.level;
    return found;
  }
}

/** Wrong passwords before the first lock-out. */
const FAILURES_TO_LOCK = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;
const HIGHEST: AccessLevel = 3;

/**
 * Counts the wrong passwords of all sessions of a meter. The fifth locks passwords out for one
 * minute, each further one for twice as long, up to 15 minutes: this allows at most a hundred
 * guesses a day, and a deliberate lock-out lasts only minutes. The holder of one password may still
 * guess that of a higher level, so only the highest level clears the count. Otherwise the count
 * drops by one after each 15 minutes without a wrong password.
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
    if (this.failures < FAILURES_TO_LOCK) return;
    const doublings = Math.min(this.failures - FAILURES_TO_LOCK, 10);
    this.left_ms = Math.min(FIRST_LOCK_MS * 2 ** doublings, LONGEST_LOCK_MS);
  }

  /** A password of this level was correct. */
  succeeded(level: AccessLevel): void {
    if (level === HIGHEST) this.failures = 0;
  }
}
