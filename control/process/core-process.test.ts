import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FrameReader } from "@bptm/link/frame";
import { IMAGE } from "@bptm/link/core-image";
import { LinkOrder, Outcome, decode, encode } from "@bptm/link/messages";
import type { Message } from "@bptm/link/messages";
import { SETTINGS } from "@bptm/text/texts";
import { runCore } from "./core-process";

const HOME = { seed: 7310, house: "standard", generator: "open-frame-7500" };
const RESTORE = SETTINGS.findIndex(({ name }) => name === "restore_s") + 1;

let folder = "";
const closing: (() => Promise<void> | void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "core-"));
});
afterEach(async () => {
  for (const end of closing.splice(0).toReversed()) await end();
});

const never = (): never => {
  throw new Error("the core hangs");
};

async function core(warnings: string[] = []): ReturnType<typeof runCore> {
  const warn = (sentence: string): void => void warnings.push(sentence);
  const socket = join(folder, "core");
  const running = await runCore({ socket, home: HOME, speed: 1, warn, hung: never });
  closing.push(() => running.close());
  return running;
}

type Body<K extends Message["kind"]> = Extract<Message, { kind: K }>["body"];

/** A station that only listens, and says what it is told to. */
class Station {
  readonly heard: Message[] = [];
  readonly #socket: Socket = connect(join(folder, "core"));
  readonly #waiting: (() => void)[] = [];

  constructor() {
    const reader = new FrameReader();
    this.#socket.on("error", () => undefined);
    this.#socket.on("data", (octets: Buffer) => {
      for (const { kind, payload } of reader.take(octets)) {
        const message = decode(kind, payload);
        if (message !== undefined) this.heard.push(message);
      }
      for (const look of this.#waiting) look();
    });
    closing.push(() => void this.#socket.destroy());
  }

  send(message: Message): void {
    this.#socket.write(encode(message));
  }

  write(octets: Uint8Array): void {
    this.#socket.write(octets);
  }

  leave(): void {
    this.#socket.destroy();
  }

  /** Resolves with the first message of a kind that fits. */
  async first<K extends Message["kind"]>(
    kind: K,
    fits: (body: Body<K>) => boolean = () => true,
  ): Promise<Body<K>> {
    for (;;) {
      for (const one of this.heard) {
        const body = one.body as Body<K>;
        if (one.kind === kind && fits(body)) return body;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }
}

const change = (number: number, value: number, expires_at_ms = Infinity): Message => ({
  kind: "order",
  body: { number, order: LinkOrder.ChangeSetting, setting: RESTORE, value, expires_at_ms },
});

test("a station hears who this is, what happened and how it stands", async () => {
  await core();
  const station = new Station();
  const hello = await station.first("hello");
  expect(hello).toMatchObject({ layout: IMAGE.layout, home: 1, serial: 7310, simulated: true });
  expect(await station.first("event")).toMatchObject({ number: 1 });
  const image = await station.first("image");
  expect([image.life > 0, image.words.length]).toEqual([true, IMAGE.words]);
  expect(statSync(join(folder, "core")).mode & 0o077).toBe(0);
});

test("an order is answered, once for each number, also to the next station", async () => {
  await core();
  const one = new Station();
  one.send(change(1, 90));
  expect(await one.first("answer")).toEqual({ number: 1, outcome: Outcome.Answered, answer: 0 });
  one.leave();
  const two = new Station();
  two.send(change(1, 120));
  two.send(change(2, 1));
  two.send(change(3, 120, 0));
  const refused = await two.first("answer", ({ number }) => number === 2);
  expect([refused.outcome, refused.answer]).toEqual([Outcome.Answered, 1000 + RESTORE]);
  const late = await two.first("answer", ({ number }) => number === 3);
  expect(late.outcome).toBe(Outcome.Expired);
  const changes = two.heard.filter(({ kind }) => kind === "event");
  expect(changes.length).toBeGreaterThan(1);
});

test("events come again until they were taken", async () => {
  await core();
  const one = new Station();
  await one.first("event");
  one.leave();
  const two = new Station();
  const again = await two.first("event");
  two.send({ kind: "event-taken", body: { number: again.number } });
  two.send(change(1, 90));
  await two.first("answer");
  two.leave();
  const three = new Station();
  expect((await three.first("event")).number).toBeGreaterThan(again.number);
});

test("garbage and unknown messages change nothing", async () => {
  await core();
  const one = new Station();
  one.write(Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) & 255));
  one.send(change(1, 90));
  const two = new Station();
  expect((await two.first("image")).life).toBeGreaterThan(0);
});

test("a second process is refused, and one that died leaves no obstacle", async () => {
  const running = await core();
  await expect(core()).rejects.toThrow(/Another process runs a meter/);
  await running.close();
  writeFileSync(join(folder, "core"), "left over");
  await core();
  expect((await new Station().first("hello")).home).toBe(1);
});
