/** Takes out of what comes over a line what was sent: many optical probes hear their own light. */
import { OVERHEAD } from "./frame";

export class Echo {
  /** What was sent and has not come back yet. */
  private sent: readonly number[] = [];
  /** What came and may be an echo, as long as it is not known whether there is one. */
  private held: readonly number[] = [];
  /** Nothing until the first packet has come back whole, or something else has. */
  private gives_back: boolean | undefined;

  sends(octets: Uint8Array): void {
    if (this.gives_back !== false) this.sent = [...this.sent, ...octets];
  }

  /** What is left of what came. */
  heard(octets: Uint8Array): Uint8Array {
    if (this.gives_back === false) return octets;
    const differs = octets.findIndex((octet, n) => octet !== this.sent[n]);
    const same = octets.subarray(0, differs < 0 ? octets.length : differs);
    const rest = octets.subarray(same.length);
    const spoiled = rest.length > 0 && same.length < this.sent.length;
    if (this.gives_back === undefined) {
      if (spoiled) {
        this.gives_back = false;
        return Uint8Array.from([...this.held, ...octets]);
      }
      this.held = [...this.held, ...same];
      if (this.held.length >= OVERHEAD) this.gives_back = true;
    }
    // An echo that was disturbed is not waited for: what follows it would be taken for it.
    this.sent = spoiled ? [] : this.sent.slice(same.length);
    return rest;
  }
}
