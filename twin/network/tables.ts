/** The host's part of network.ts: builds tables when a network needs them, and keeps them. */
import { buildTable } from "./discretize";
import { KEY_BITS, TABLE_SLOTS } from "./network";
import type { Network } from "./network";
import { TABLE } from "./network-lines";

/** Most tables that the host keeps; one takes 3.6 kB. */
const TABLES_KEPT = 1024;

/** What the host needs of a network: the object itself, or its mirror over a module's memory. */
type NetworkView = Pick<Network, "wanted" | "parameters" | "slots" | "slot_keys" | "slot_next">;

/** Gives networks their tables; one supply can serve many homes. */
export class TableSupply {
  /** Number of tables built so far. */
  built = 0;
  private readonly known = new Map<string, Float64Array>();

  /** The table for a configuration, built at its first use. */
  table(parameters: ArrayLike<number>, closed: number): Float64Array {
    const name = `${closed} ${Array.from(parameters).join(" ")}`;
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const table = buildTable(parameters, closed);
    this.built += 1;
    // A Map keeps insertion order: the first key is the oldest.
    for (const oldest of this.known.keys()) {
      if (this.known.size < TABLES_KEPT) break;
      this.known.delete(oldest);
    }
    this.known.set(name, table);
    return table;
  }

  /** Supplies the table that `network.wanted` names, if any. Returns whether there was one. */
  supply(network: NetworkView): boolean {
    const { wanted, slot_next: slot } = network;
    if (wanted === 0) return false;
    const closed = wanted & ((1 << KEY_BITS) - 1);
    network.slots.set(this.table(network.parameters, closed), slot * TABLE);
    network.slot_keys[slot] = wanted;
    network.slot_next = (slot + 1) % TABLE_SLOTS;
    network.wanted = 0;
    return true;
  }
}
