/** A mistake of whoever called the proof, or a machine that lets it down: one sentence. */
export class ProveError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(`${code}: ${sentence}`);
  }
}
