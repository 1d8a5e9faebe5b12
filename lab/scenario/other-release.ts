/** Leaves the record of another release in the store, as an update of the meter would. */
import { IMAGE_FORMAT, saveImage } from "@bptm/core/image";
import { Meter } from "@bptm/core/meter";
import { restamp } from "@bptm/twin/meter/store";
import type { Store } from "@bptm/twin/meter/store";
import type { Values } from "./values";

/** Format and length of the last record before the places of fields became their ids. */
const EARLIER_FORMAT = 753375724;
const EARLIER_WORDS = 176;
/** Words of a bank before its image. */
const BANK_HEADER = 3;
/** A value that no field of a new meter has. */
const MARK = 0x2bad5e7;

/** The place of a setting in the image. */
function placeOf(name: string): number {
  const meter = new Meter();
  meter.control.settings[name as keyof typeof meter.control.settings] = MARK;
  const image = new Int32Array(512);
  saveImage(image, meter);
  return image.indexOf(MARK);
}

/** An earlier release wrote the record, perhaps with a setting that its limits allowed. */
export function leaveEarlierRecord(store: Store, { setting, value }: Values): void {
  for (const [bank, words] of [store.bank_0, store.bank_1].entries()) {
    if (setting !== undefined && value !== undefined) words[BANK_HEADER + placeOf(setting)] = value;
    restamp(store, bank, EARLIER_FORMAT, EARLIER_WORDS);
  }
}

/** A later release wrote the record: its format is not known here. */
export function leaveLaterRecord(store: Store): void {
  for (const [bank, words] of [store.bank_0, store.bank_1].entries()) {
    restamp(store, bank, IMAGE_FORMAT + 1, words[1] ?? 0);
  }
}
