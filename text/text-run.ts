/** A run of text; `strong` marks emphasis. */
export interface TextRun {
  readonly text: string;
  readonly strong?: boolean;
}
