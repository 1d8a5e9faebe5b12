/** Removes the echo from received octets: many optical probes receive their own light. */
import { OVERHEAD } from "./frame";

export class Echo {
  /** Octets sent whose echo has not come back yet. */
  private awaited: readonly number[] = [];
  /** Octets received that may be an echo, until it is known whether the probe echoes. */
  private undecided: readonly number[] = [];
  /** Undefined until the first packet has come back complete, or something else has arrived. */
  private echoes: boolean | undefined;

  sent(octets: Uint8Array): void {
    if (this.echoes !== false) this.awaited = [...this.awaited, ...octets];
  }

  /** Received octets without the echo. */
  received(octets: Uint8Array): Uint8Array {
    if (this.echoes === false) return octets;
    const differs = octets.findIndex((octet, n) => octet !== this.awaited[n]);
    const matched = octets.subarray(0, differs < 0 ? octets.length : differs);
    const rest = octets.subarray(matched.length);
    const disturbed = rest.length > 0 && matched.length < this.awaited.length;
    if (this.echoes === undefined) {
      if (disturbed) {
        this.echoes = false;
        return Uint8Array.from([...this.undecided, ...octets]);
      }
      this.undecided = [...this.undecided, ...matched];
      if (this.undecided.length >= OVERHEAD) this.echoes = true;
    }
    // Stop waiting for a disturbed echo: the octets after it would be mistaken for it.
    this.awaited = disturbed ? [] : this.awaited.slice(matched.length);
    return rest;
  }
}
