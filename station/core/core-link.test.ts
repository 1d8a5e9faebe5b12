import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FrameReader } from "@bptm/link/frame";
import { IMAGE } from "@bptm/link/core-image";
import { Outcome, decode, encode } from "@bptm/link/messages";
import type { LinkedEvent, Message } from "@bptm/link/messages";
import { CoreLink } from "./core-link";

const HELLO = {
  layout: IMAGE.layout,
  words: IMAGE.words,
  run: 7,
  home: 1,
  serial: 42,
  simulated: true,
};
const EVENT = { number: 1, sample: 20, at_ms: 1, sequence: 1, code: 1, a: 1, b: 0 };
const ORDER = { number: 1, order: 1, setting: 0, value: 0, expires_at_ms: 0 };

const image = (life: number): Message => ({
  kind: "image",
  body: { life, sample: 1, at_ms: 1, words: new Int32Array(IMAGE.words).fill(life) },
});

/** The other end: a process of a core that says what the test wants. */
class Core {
  readonly heard: Message[] = [];
  readonly path = join(mkdtempSync(join(tmpdir(), "link-")), "core");
  readonly #server: Server;
  #socket: Socket | undefined;
  #waiting: (() => void)[] = [];

  constructor() {
    this.#server = createServer((socket) => {
      const reader = new FrameReader();
      this.#socket = socket;
      socket.on("error", () => undefined);
      socket.on("data", (octets: Buffer) => {
        for (const { kind, payload } of reader.take(octets)) {
          const message = decode(kind, payload);
          if (message !== undefined) this.heard.push(message);
        }
        this.#look();
      });
      this.#look();
    });
    this.#server.listen(this.path);
  }

  say(...messages: readonly Message[]): void {
    for (const message of messages) this.#socket?.write(encode(message));
  }

  async connected(): Promise<void> {
    await this.#until(() => this.#socket?.destroyed === false);
  }

  async hears(kind: Message["kind"], times = 1): Promise<void> {
    await this.#until(() => this.heard.filter((one) => one.kind === kind).length >= times);
  }

  cut(): void {
    this.#socket?.destroy();
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #look(): void {
    for (const look of this.#waiting.splice(0)) look();
  }

  async #until(done: () => boolean): Promise<void> {
    while (!done()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}

let core: Core;
let link: CoreLink;
let now_ms = 0;
let events: LinkedEvent[] = [];
let warnings: string[] = [];
let hellos = 0;
let kept = true;

beforeEach(async () => {
  core = new Core();
  now_ms = 0;
  events = [];
  warnings = [];
  hellos = 0;
  kept = true;
  const told = {
    hello: (): void => void (hellos += 1),
    event: (event: LinkedEvent): boolean => {
      events.push(event);
      return kept;
    },
    warn: (sentence: string): void => void warnings.push(sentence),
  };
  link = new CoreLink(core.path, told, () => now_ms);
  await core.connected();
});
afterEach(() => {
  link.close();
  core.close();
});

test("a state is known for three seconds, and then unknown", async () => {
  expect(link.state).toBeUndefined();
  core.say({ kind: "hello", body: HELLO }, image(5));
  await link.first();
  expect([link.state?.life, link.meter.control.settings.restore_s]).toEqual([5, 5]);
  now_ms = 2999;
  expect(link.state?.life).toBe(5);
  now_ms = 3001;
  expect([link.state, link.lastState?.life]).toEqual([undefined, 5]);
});

test("an event is acknowledged after it was handed on", async () => {
  core.say({ kind: "hello", body: HELLO }, { kind: "event", body: EVENT });
  await core.hears("event-taken");
  expect(events).toEqual([EVENT]);
  expect(core.heard.at(-1)).toEqual({ kind: "event-taken", body: { number: 1 } });
});

test("an event that cannot be kept is not acknowledged, nor is any after it", async () => {
  kept = false;
  core.say({ kind: "hello", body: HELLO }, { kind: "event", body: EVENT });
  core.say({ kind: "event", body: { ...EVENT, number: 2 } }, image(5));
  await link.first();
  expect([events.length, core.heard]).toEqual([1, []]);
  kept = true;
  core.cut();
  // A request shows that the link stands again.
  void link.order(ORDER, 60_000);
  await core.hears("order");
  core.say({ kind: "hello", body: HELLO }, { kind: "event", body: EVENT });
  core.say({ kind: "event", body: { ...EVENT, number: 2 } });
  await core.hears("event-taken", 2);
  expect(events.map(({ number }) => number)).toEqual([1, 1, 2]);
});

test("an order is asked again when the link breaks, and answered once", async () => {
  const answer = link.order(ORDER, 60_000);
  await core.hears("order");
  core.cut();
  await core.hears("order", 2);
  core.say({ kind: "hello", body: HELLO });
  core.say({ kind: "answer", body: { number: 1, outcome: Outcome.Answered, answer: 3 } });
  expect(await answer).toEqual({ number: 1, outcome: Outcome.Answered, answer: 3 });
});

test("an order without an answer is unanswered", async () => {
  expect((await link.order(ORDER, 1)).outcome).toBe(Outcome.Unanswered);
});

test("a core of another release is not shown, and that is told once a connection", async () => {
  core.say({ kind: "hello", body: { ...HELLO, layout: 1 } }, image(5));
  core.say({ kind: "hello", body: HELLO }, image(6));
  await link.first();
  expect(link.state?.life).toBe(6);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/^E-CORE-01: .*another release/);
});

test("the same core after a broken link is no new one, another home is", async () => {
  core.say({ kind: "hello", body: HELLO }, image(5));
  await link.first();
  core.say({ kind: "hello", body: HELLO }, { kind: "hello", body: { ...HELLO, home: 2 } });
  core.say({ kind: "event", body: EVENT });
  await core.hears("event-taken");
  expect([hellos, link.state]).toEqual([2, undefined]);
});

test("the bench refuses without contact, and with the bench's own reason", async () => {
  await expect(link.bench({ do: "plug" })).rejects.toThrow(/does not answer/);
  core.say({ kind: "hello", body: HELLO }, image(5));
  await link.first();
  const refused = link.bench({ do: "plug" });
  await core.hears("bench");
  const refusal = { code: "E-BENCH-03", status: 409, message: "The generator is plugged in." };
  core.say({ kind: "bench", body: { number: 2, refusal } });
  await expect(refused).rejects.toMatchObject({ code: "E-BENCH-03", status: 409 });
});
