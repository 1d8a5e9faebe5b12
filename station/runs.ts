/** Texts in which `**strong**` marks what the eye should find. */
import type { Run } from "./api";

/** Runs of text, the marked ones strong. */
export function runsOf(marked: string): Run[] {
  return marked.split("**").flatMap((text, index) => {
    if (text === "") return [];
    return index % 2 === 1 ? [{ text, strong: true }] : [{ text }];
  });
}

/** The same without marks, where only plain text can be shown. */
export function plain(marked: string): string {
  return marked.replaceAll("**", "");
}
