/** Decodes text of recorders: UTF-8, UTF-16, Windows code pages or GB 18030. */

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Guesses the code page of bytes above 127. Western letters appear among ASCII letters, two in a
 * row at most; Cyrillic letters form whole words and start at 0xC0; Chinese characters are pairs.
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

/** White space, and the end-of-file marks of old systems. */
const isPadding = (letter: string): boolean => letter.trim() === "" || "\0\u001A".includes(letter);

/** Decodes bytes to text, without a byte order mark and trailing padding. */
export function textOf(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = utf16
    ? (decoded(bytes, "utf-16le") ?? "")
    : (decoded(bytes, "utf-8") ?? new TextDecoder(codePage(bytes)).decode(bytes));
  let last = text.length;
  while (last > 0 && isPadding(text.charAt(last - 1))) last--;
  return text.slice(0, last).replace(/^\uFEFF/, "");
}

/** A name from a recording made safe for a terminal: one line, no control characters. */
export function shown(name: string): string {
  return name.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();
}

/** Lines of a text with any line ending; blank lines between all other lines are dropped. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r*\n|\r/);
  const blank = lines.filter((line) => line.trim() === "").length;
  // Some tools end each line twice. A single blank line is an empty field and is kept.
  const doubled = blank * 5 > lines.length * 2;
  return doubled ? lines.filter((line) => line.trim() !== "") : lines;
}
