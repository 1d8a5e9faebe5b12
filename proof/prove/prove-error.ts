/** A wrong option, or a file that cannot be read or written: one sentence. */
export class ProveError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(`${code}: ${sentence}`);
  }
}
