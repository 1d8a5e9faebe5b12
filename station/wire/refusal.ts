/** What the station refuses: a stable code, one sentence, and the status that HTTP has for it. */
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ApiError } from "./api";

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
  get body(): ApiError {
    return { error: { code: this.code, message: this.message } };
  }
}
