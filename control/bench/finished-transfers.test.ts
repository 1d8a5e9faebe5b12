import type { TransferRecording } from "@bptm/lab/run/recorder";
import { expect, test } from "vitest";
import { FinishedTransfers } from "./finished-transfers";

const WHOLE: TransferRecording = {
  number: 1,
  moments: [
    { what: "U opens", time_ms: 1000 },
    { what: "G closes", time_ms: 4020 },
  ],
  time_ms: [],
  channels: [],
  switch_u: [],
  switch_g: [],
};
const OPENING: TransferRecording = { ...WHOLE, moments: WHOLE.moments.slice(0, 1) };

test("a transfer is found once, when it is complete", () => {
  const transfers = new FinishedTransfers();
  expect(transfers.next(undefined, 0)).toBeUndefined();
  expect(transfers.next(WHOLE, 4050)).toBeUndefined();
  expect(transfers.next(WHOLE, 4200)).toBe(WHOLE);
  expect(transfers.next(WHOLE, 9000)).toBeUndefined();
});

test("an opening waits for its closing, and the complete record is found again", () => {
  const transfers = new FinishedTransfers();
  expect(transfers.next(OPENING, 3000)).toBeUndefined();
  expect(transfers.next(OPENING, 9100)).toBe(OPENING);
  expect(transfers.next(WHOLE, 9200)).toBe(WHOLE);
});
