/**
 * As much of vitest as the core's unit tests use, so that they run again for each mutant in the
 * same process: bundled in place of "vitest" (mutate.mjs).
 */
import { isDeepStrictEqual } from "node:util";

interface Collected {
  readonly name: string;
  readonly run: () => void;
}

const collected: Collected[] = [];
/** What runs before each test that is collected now. */
let hooks: readonly (() => void)[] = [];

function collect(name: string, run: () => void): void {
  const before = hooks;
  const whole = (): void => {
    for (const hook of before) hook();
    run();
  };
  collected.push({ name, run: whole });
}

export function beforeEach(hook: () => void): void {
  hooks = [...hooks, hook];
}

/** Hooks of a group end with it. */
function inGroup(group: () => void): void {
  const outer = hooks;
  group();
  hooks = outer;
}

type Body = (...values: never[]) => void;

function each(row: unknown, body: Body): () => void {
  return () => (body as (...values: unknown[]) => void)(...(Array.isArray(row) ? row : [row]));
}

export const test = Object.assign((name: string, run: () => void): void => collect(name, run), {
  each:
    (rows: readonly unknown[]) =>
    (name: string, body: Body): void => {
      for (const row of rows) collect(name, each(row, body));
    },
});

export const describe = Object.assign((_: string, group: () => void): void => inGroup(group), {
  each:
    (rows: readonly unknown[]) =>
    (_: string, body: Body): void => {
      for (const row of rows) inGroup(each(row, body));
    },
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Compares instances of classes by their fields. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return [...(value as Int32Array)];
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

/** Whether a value has all that is wanted of it; arrays are as long as they are wanted. */
function matches(value: unknown, wanted: unknown): boolean {
  if (!isObject(wanted)) return isDeepStrictEqual(value, wanted);
  if (!isObject(value)) return false;
  if (Array.isArray(wanted) && wanted.length !== value["length"]) return false;
  return Object.entries(wanted).every(([key, one]) => matches(value[key], one));
}

class Expected {
  constructor(
    private readonly value: unknown,
    private readonly what: string | undefined,
    private readonly outcome: boolean,
  ) {}

  get not(): Expected {
    return new Expected(this.value, this.what, !this.outcome);
  }

  toBe(other: unknown): void {
    this.hold(Object.is(this.value, other));
  }

  toEqual(other: unknown): void {
    this.hold(isDeepStrictEqual(plain(this.value), plain(other)));
  }

  toMatchObject(other: object): void {
    this.hold(matches(this.value, other));
  }

  toContain(one: unknown): void {
    this.hold(Array.isArray(this.value) && this.value.includes(one));
  }

  toBeGreaterThan(limit: number): void {
    this.hold(typeof this.value === "number" && this.value > limit);
  }

  toBeGreaterThanOrEqual(limit: number): void {
    this.hold(typeof this.value === "number" && this.value >= limit);
  }

  toBeLessThanOrEqual(limit: number): void {
    this.hold(typeof this.value === "number" && this.value <= limit);
  }

  toBeLessThan(limit: number): void {
    this.hold(typeof this.value === "number" && this.value < limit);
  }

  toBeCloseTo(wanted: number, digits: number): void {
    const off = typeof this.value === "number" ? Math.abs(this.value - wanted) : Infinity;
    this.hold(off < 0.5 * 10 ** -digits);
  }

  private hold(holds: boolean): void {
    if (holds !== this.outcome) throw new Error(this.what ?? "an expectation is missed");
  }
}

export const expect = (value: unknown, what?: string): Expected => new Expected(value, what, true);

/** Name of the first test that fails, or "". */
export function firstFailing(): string {
  for (const [at, { name, run }] of collected.entries()) {
    try {
      run();
    } catch {
      // What detects one mutant often detects the next one too.
      collected.unshift(...collected.splice(at, 1));
      return name;
    }
  }
  return "";
}
