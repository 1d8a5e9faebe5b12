/** A refusal: a stable code, one sentence, and the HTTP status that says so to a client. */
/** Statuses that a refusal may have. */
export type RefusalStatus =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 409
  | 413
  | 415
  | 422
  | 426
  | 429
  | 500
  | 503;

/** Thrown where a request cannot be granted; the API sends it as the response. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: RefusalStatus;

  constructor(code: string, status: RefusalStatus, message: string) {
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
