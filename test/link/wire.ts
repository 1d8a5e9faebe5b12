/** A wire in simulated time between a reader and a meter; it may harm what goes over it. */
import { STANDARD_SIZES } from "@bptm/c12/link/link";
import type { LinkSizes, LinkTimes } from "@bptm/c12/link/link";
import { LinkClient } from "@bptm/c12/link/link-client";
import type { ClientStep, NoReply } from "@bptm/c12/link/link-client";
import { LinkServer } from "@bptm/c12/link/link-server";
import { silent } from "@bptm/c12/link/line";
import type { Line } from "@bptm/c12/link/line";

/** What becomes of octets that were sent together; each element arrives for itself. */
export type Harm = (octets: Uint8Array, to: "meter" | "reader") => readonly Uint8Array[];

/** Nothing happens to them. */
const UNHARMED: Harm = (octets) => [octets];

const STEP_MS = 100;

export class Wire implements Line {
  private client = new LinkClient(0);
  private to_meter: Uint8Array[] = [];
  private to_reader: Uint8Array[] = [];
  private result: { answer?: Uint8Array; silence?: NoReply } | undefined;
  /** Everything that went over it, before harm. */
  readonly log: { readonly to: "meter" | "reader"; readonly octets: Uint8Array }[] = [];
  harm: Harm = UNHARMED;

  constructor(readonly server: LinkServer) {}

  get sizes(): LinkSizes {
    return this.client.sizes;
  }

  agree(sizes: LinkSizes): void {
    this.client.agree(sizes);
  }

  pace(times: LinkTimes): void {
    this.client.pace(times);
  }

  /** Another reader at the same line, after nothing has happened for a while. */
  close(): void {
    this.to_meter = [];
    this.to_reader = [];
    this.client = new LinkClient(0);
    this.client.agree(STANDARD_SIZES);
    this.pass(30_000);
    this.to_reader = [];
  }

  exchange(message: Uint8Array): Promise<Uint8Array> {
    this.result = undefined;
    this.reader(this.client.request(message));
    for (let steps = 0; this.result === undefined; steps++) {
      if (steps > 100_000) throw new Error("The exchange does not end.");
      this.move();
    }
    const { answer, silence = "no answer" } = this.result as NonNullable<typeof this.result>;
    return answer === undefined ? Promise.reject(silent(silence)) : Promise.resolve(answer);
  }

  pause(ms: number): Promise<void> {
    this.pass(ms);
    return Promise.resolve();
  }

  /** Lets time go by at both ends. */
  pass(ms: number): void {
    for (let gone = 0; gone < ms; gone += STEP_MS) {
      this.meter(this.server.elapsed(STEP_MS));
      this.reader(this.client.elapsed(STEP_MS));
      while (this.to_meter.length + this.to_reader.length > 0) this.move();
    }
  }

  /** Time goes by only when nothing is on its way. */
  private move(): void {
    const up = this.to_meter.shift();
    if (up !== undefined) this.meter(this.server.receive(up));
    const down = this.to_reader.shift();
    if (down !== undefined) this.reader(this.client.receive(down));
    if (up !== undefined || down !== undefined) return;
    this.meter(this.server.elapsed(STEP_MS));
    this.reader(this.client.elapsed(STEP_MS));
  }

  private meter(out: readonly Uint8Array[]): void {
    for (const octets of out) {
      this.log.push({ to: "reader", octets });
      this.to_reader.push(...this.harm(octets, "reader"));
    }
  }

  private reader({ out, answer, silence }: ClientStep): void {
    for (const octets of out) {
      this.log.push({ to: "meter", octets });
      this.to_meter.push(...this.harm(octets, "meter"));
    }
    if (answer !== undefined) this.result = { answer };
    else if (silence !== undefined) this.result = { silence };
  }
}
