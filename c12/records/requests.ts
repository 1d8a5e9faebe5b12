/**
 * Requests to the core: numbered by the requester, and each acted on once. The book outlives
 * sessions, and the host stores it through power cuts.
 */

/** What the core can be requested to do; it may refuse. No request can reach a coil. */
export type MeterRequest =
  | { readonly kind: "clear-lockout" }
  | { readonly kind: "lock-open-utility" }
  | { readonly kind: "lock-open-both" }
  | { readonly kind: "clear-lock-open" }
  | { readonly kind: "change-setting"; readonly setting: number; readonly value: number };

/** The result of a request: `reason` 0 = done, otherwise the core's reply to the order. */
export interface RequestAnswer {
  readonly reason: number;
}

/** An entry of the book. */
interface BookedRequest {
  readonly number: number;
  /** Number of its procedure; 2048 and above: the manufacturer's. */
  readonly procedure: number;
  readonly request: MeterRequest;
  /** Undefined until the core has answered. */
  readonly answer: RequestAnswer | undefined;
}

/** The stored form of the book. */
export interface StoredRequests {
  readonly highest: number;
  readonly booked: readonly BookedRequest[];
}

/** How many requests are kept, with their answers. */
export const STORED_REQUESTS: number = 16;
/** The highest number of a request. */
const HIGHEST = 0xffff_fffe;

type Booking = "new" | "repeated" | "conflict";

const same = (a: MeterRequest, b: MeterRequest): boolean => JSON.stringify(a) === JSON.stringify(b);

export class RequestBook {
  private highest_number: number;
  /** Newest first. */
  private booked: BookedRequest[];

  constructor(kept?: StoredRequests) {
    this.highest_number = kept?.highest ?? 0;
    this.booked = [...(kept?.booked ?? [])];
  }

  kept(): StoredRequests {
    return { highest: this.highest_number, booked: this.booked };
  }

  get highest(): number {
    return this.highest_number;
  }

  /** Newest first. */
  get requests(): readonly BookedRequest[] {
    return this.booked;
  }

  find(number: number): BookedRequest | undefined {
    return this.booked.find((one) => one.number === number);
  }

  /**
   * Books a request. "repeated": this request has this number already, and must not be acted on
   * again. "conflict": the number is used up, by another request or by one no longer kept.
   */
  book(number: number, procedure: number, request: MeterRequest): Booking {
    const known = this.find(number);
    if (known !== undefined) {
      const repeated = known.procedure === procedure && same(known.request, request);
      return repeated ? "repeated" : "conflict";
    }
    if (number <= this.highest_number || number > HIGHEST) return "conflict";
    this.highest_number = number;
    this.booked = [{ number, procedure, request, answer: undefined }, ...this.booked];
    this.booked.length = Math.min(this.booked.length, STORED_REQUESTS);
    return "new";
  }

  /** Stores the core's answer; the first answer stands. */
  answer(number: number, answer: RequestAnswer): void {
    this.booked = this.booked.map((one) =>
      one.number === number && one.answer === undefined ? { ...one, answer } : one,
    );
  }
}
