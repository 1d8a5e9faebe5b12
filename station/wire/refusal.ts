/** What the station refuses: a stable code, one sentence, and the status that HTTP has for it. */
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** A refusal, thrown where something cannot be done and answered where it was asked. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: ContentfulStatusCode;

  constructor(code: string, status: ContentfulStatusCode, message: string) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.status = status;
  }

  /** As the API says it. */
  get body(): { readonly error: { readonly code: string; readonly message: string } } {
    return { error: { code: this.code, message: this.message } };
  }
}
