/**
 * Requests to the core: numbered by whoever asks, each acted on once. The book outlives sessions,
 * and is kept by the host over power cuts.
 */

/** What may be asked of the core, which may refuse. None of them can reach a coil. */
export type MeterRequest =
  | { readonly kind: "clear-lockout" }
  | { readonly kind: "lock-open-utility" }
  | { readonly kind: "lock-open-both" }
  | { readonly kind: "clear-lock-open" }
  | { readonly kind: "change-setting"; readonly setting: number; readonly value: number };

/** What became of a request: `reason` 0 = done, else as the core answers its orders. */
export interface RequestAnswer {
  readonly reason: number;
}

/** One line of the book. */
interface BookedRequest {
  readonly number: number;
  /** Number of its procedure, 2048 and above the manufacturer's. */
  readonly procedure: number;
  readonly request: MeterRequest;
  /** Nothing while the core has not answered. */
  readonly answer: RequestAnswer | undefined;
}

/** What the host keeps. */
export interface KeptRequests {
  readonly highest: number;
  readonly booked: readonly BookedRequest[];
}

/** Requests whose answers are remembered. */
export const REQUESTS_KEPT: number = 16;
/** The greatest number of a request. */
const HIGHEST = 0xffff_fffe;

type Booking = "new" | "repeated" | "conflict";

const same = (a: MeterRequest, b: MeterRequest): boolean => JSON.stringify(a) === JSON.stringify(b);

export class RequestBook {
  private highest_number: number;
  /** Newest first. */
  private booked: BookedRequest[];

  constructor(kept?: KeptRequests) {
    this.highest_number = kept?.highest ?? 0;
    this.booked = [...(kept?.booked ?? [])];
  }

  kept(): KeptRequests {
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
   * Books a request. "repeated": this very request has this number already, and is not to be acted
   * on again. "conflict": the number is used up, by another request or by a forgotten one.
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
    this.booked.length = Math.min(this.booked.length, REQUESTS_KEPT);
    return "new";
  }

  /** The core has answered. A first answer stands. */
  answer(number: number, answer: RequestAnswer): void {
    this.booked = this.booked.map((one) =>
      one.number === number && one.answer === undefined ? { ...one, answer } : one,
    );
  }
}
