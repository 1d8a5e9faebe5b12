/** A refusal of the station: a stable code, one sentence, and an HTTP status. */
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** Thrown where a request cannot be granted; the API sends it as the response. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: ContentfulStatusCode;

  constructor(code: string, status: ContentfulStatusCode, message: string) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.status = status;
  }

  /** In the form of the API. */
  get body(): { readonly error: { readonly code: string; readonly message: string } } {
    return { error: { code: this.code, message: this.message } };
  }
}
