import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { COUNTDOWN } from "./fixtures";
import { StationLink, liveAddress, waitBefore } from "./link";

/** A socket that does what the test says. */
class Wire extends EventTarget {
  static readonly all: Wire[] = [];
  readyState: number = WebSocket.CONNECTING;
  constructor() {
    super();
    Wire.all.push(this);
  }
  say(data: unknown): void {
    this.readyState = WebSocket.OPEN;
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
  close(): void {
    if (this.readyState === WebSocket.CLOSED) return;
    this.readyState = WebSocket.CLOSED;
    this.dispatchEvent(new Event("close"));
  }
}

describe("the link to the station", () => {
  let link: StationLink;
  const last = (): Wire => Wire.all.at(-1) as Wire;
  const frame = JSON.stringify(COUNTDOWN);

  beforeEach(() => {
    // Node 20 has no WebSocket: only its states are needed here.
    vi.stubGlobal("WebSocket", { CONNECTING: 0, OPEN: 1, CLOSED: 3 });
    vi.useFakeTimers();
    Wire.all.length = 0;
    // Only what the link uses of a WebSocket.
    link = new StationLink(() => new Wire() as unknown as WebSocket);
    link.start();
  });
  afterEach(() => {
    link.stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("reports missing data after 3 s without a frame, not before", () => {
    last().say(frame);
    expect(link.frame.value).toEqual(COUNTDOWN);
    vi.advanceTimersByTime(2800);
    expect(link.silence.value).toBeNull();
    vi.advanceTimersByTime(400);
    expect(link.silence.value?.seconds).toBe(3);
  });

  it("is live again with the first frame", () => {
    vi.advanceTimersByTime(5000);
    expect(link.silence.value).not.toBeNull();
    last().say(frame);
    expect(link.silence.value).toBeNull();
  });

  it("treats an open socket without frames as lost, and opens another", () => {
    last().say(frame);
    vi.advanceTimersByTime(4000);
    expect(Wire.all[0]?.readyState).toBe(WebSocket.CLOSED);
    expect(Wire.all.length).toBe(2);
  });

  it("retries forever, at most every 5 s, and shows when", () => {
    last().close();
    for (let tries = 0; tries < 20; tries += 1) {
      vi.advanceTimersByTime(5200);
      last().close();
    }
    expect(Wire.all.length).toBeGreaterThanOrEqual(20);
    vi.advanceTimersByTime(400);
    expect(link.silence.value?.next_try_s).toBe(5);
    link.retryNow();
    expect(link.silence.value?.next_try_s).toBeNull();
    expect([0, 1, 2, 3, 4, 9].map(waitBefore)).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
  });

  it("does not accept other messages as a frame", () => {
    last().say(frame);
    vi.advanceTimersByTime(2800);
    last().say("<html>");
    vi.advanceTimersByTime(400);
    expect(link.silence.value).not.toBeNull();
    expect(link.frame.value).toEqual(COUNTDOWN);
  });

  it("ignores a socket that it gave up", () => {
    const old = last();
    old.close();
    vi.advanceTimersByTime(1000);
    old.say(frame);
    expect(link.frame.value).toBeNull();
  });

  it("finds the live address wherever the page is mounted", () => {
    expect(liveAddress("http://127.0.0.1:7310/")).toBe("ws://127.0.0.1:7310/api/live");
    expect(liveAddress("https://a.example/meters/4/")).toBe("wss://a.example/meters/4/api/live");
  });
});
