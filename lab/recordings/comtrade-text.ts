/** Text of recorders of many countries and decades: UTF-8, UTF-16, Windows code pages, GB 18030. */

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Which code page bytes above 127 come from. Western letters stand among plain ones, two at most;
 * Cyrillic letters make whole words and all lie from 0xC0 on; Chinese characters are pairs.
 */
function codePage(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("latin1");
  const runs = [...text.matchAll(/[\u0080-\u00FF]+/g)];
  const western = runs.filter(({ 0: run, index }) => {
    const around = text.charAt(index - 1) + text.charAt(index + run.length);
    return run.length === 1 || (run.length === 2 && /[a-z]/i.test(around));
  });
  if (western.length * 2 > runs.length) return "windows-1252";
  const high = runs.map(([run]) => run).join("");
  const letters = high.match(/[\u00C0-\u00FF]/g)?.length ?? 0;
  if (letters * 10 >= high.length * 9) return "windows-1251";
  return runs.every(([run]) => run.length % 2 === 0) ? "gb18030" : "windows-1252";
}

/** Blanks, and what old systems put at the end of a file. */
const isPadding = (letter: string): boolean => letter.trim() === "" || "\0\u001A".includes(letter);

/** The text of bytes, without a byte order mark and without what pads its end. */
export function textOf(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = utf16
    ? (decoded(bytes, "utf-16le") ?? "")
    : (decoded(bytes, "utf-8") ?? new TextDecoder(codePage(bytes)).decode(bytes));
  let last = text.length;
  while (last > 0 && isPadding(text.charAt(last - 1))) last--;
  return text.slice(0, last).replace(/^\uFEFF/, "");
}

/** A name from a recording as a terminal may show it: one line, no control character. */
export function shown(name: string): string {
  return name.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();
}

/** Lines of a text, whichever way they end; blank lines between all others are left out. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r*\n|\r/);
  const blank = lines.filter((line) => line.trim() === "").length;
  // Some tools end each line twice. Single blank lines are empty fields, and stay.
  const doubled = blank * 5 > lines.length * 2;
  return doubled ? lines.filter((line) => line.trim() !== "") : lines;
}
