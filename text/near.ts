/** Suggests known names for a mistyped one. */

/** Edit distance of two words: letters added, removed or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** "did you mean x or y", or the known names when none is similar. */
export function near(word: string, known: readonly string[]): string {
  const wanted = word.toLowerCase();
  const close = known
    .map((name) => {
      const lower = name.toLowerCase();
      const inside = wanted.length > 2 && lower.includes(wanted);
      return { name, far: inside ? 0 : distance(wanted, lower) };
    })
    .filter(({ far, name }) => far <= Math.max(2, Math.min(word.length, name.length) / 3))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name);
  if (close.length > 0) return `did you mean ${close.join(" or ")}`;
  return `there are ${known.slice(0, 20).join(", ")}${known.length > 20 ? " and others" : ""}`;
}
