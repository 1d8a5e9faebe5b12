/** Texts of the reasons for which something is refused or went wrong. */
import { SENTENCES } from "@bptm/lab/texts";

const TEXTS = new Map(SENTENCES.reason.map(({ code, text }) => [code, text]));

/** The text of a reason code: "its voltage is too low". */
export function reasonText(code: number): string {
  return TEXTS.get(code) ?? `reason ${code}`;
}
