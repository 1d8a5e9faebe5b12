/**
 * The store of a simulated meter on disk: two files, one for each bank, each replaced as a whole. A
 * bank has its own sequence and check sum, which the meter checks at power-up, so a torn or foreign
 * file is what it is on a board: a bank that is not good.
 */
import { existsSync, readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { join } from "node:path";

/** Words of a bank (twin/meter/store.ts). */
const BANK_WORDS = 515;

type Banks = readonly [Int32Array, Int32Array];

const nameOf = (folder: string, bank: number): string => join(folder, `store-${bank}.bin`);

function bankFrom(path: string): Int32Array {
  const words = new Int32Array(BANK_WORDS);
  if (!existsSync(path)) return words;
  const octets = readFileSync(path);
  const whole = Math.min(BANK_WORDS, octets.length >> 2);
  for (let word = 0; word < whole; word += 1) words[word] = octets.readInt32LE(word * 4);
  return words;
}

/** The banks as they are found; a missing one is empty. Undefined when there is neither. */
export function readBanks(folder: string): Banks | undefined {
  if (!existsSync(nameOf(folder, 0)) && !existsSync(nameOf(folder, 1))) return undefined;
  return [bankFrom(nameOf(folder, 0)), bankFrom(nameOf(folder, 1))];
}

async function replace(path: string, words: Int32Array): Promise<void> {
  const octets = Buffer.alloc(words.length * 4);
  for (const [index, word] of words.entries()) octets.writeInt32LE(word, index * 4);
  const file = await open(`${path}.new`, "w", 0o600);
  try {
    await file.writeFile(octets);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}

/** Writes banks one after the other; while one write runs, only the newest waits. */
export class StoreFile {
  readonly #folder: string;
  readonly #failed: (error: unknown) => void;
  #next: Banks | undefined;
  #working: Promise<void> | undefined;
  readonly #sequences = [0, 0];

  /** `failed` is told each error; the meter runs on, as with a store that takes no write. */
  constructor(folder: string, failed: (error: unknown) => void) {
    this.#folder = folder;
    this.#failed = failed;
  }

  write(banks: Banks): void {
    this.#next = banks;
    this.#working ??= this.#work();
  }

  get busy(): boolean {
    return this.#working !== undefined;
  }

  /** Resolves when nothing is left to write. */
  async settled(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    for (let banks = this.#next; banks !== undefined; banks = this.#next) {
      this.#next = undefined;
      for (const bank of [0, 1] as const) await this.#one(bank, banks[bank]);
    }
    this.#working = undefined;
  }

  async #one(bank: 0 | 1, words: Int32Array): Promise<void> {
    const sequence = words[0] ?? 0;
    // A bank that is being written, or has not changed, stays as it is on disk.
    if (sequence <= 0 || sequence === this.#sequences[bank]) return;
    try {
      await replace(nameOf(this.#folder, bank), words);
      this.#sequences[bank] = sequence;
    } catch (error) {
      this.#failed(error);
    }
  }
}
