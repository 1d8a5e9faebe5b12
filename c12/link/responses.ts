/** Answers of ANSI C12.18 and C12.21 as octets and back. */
import { ResponseCode } from "./codes";
import { Octets, big, counted, takeCounted } from "./services";
import type { Timing } from "./services";

/** Who answers to identify. */
export interface Identity {
  /** 0 = C12.18, 2 = C12.21, 3 = C12.22. */
  readonly standard: number;
  readonly version: number;
  readonly revision: number;
}

/** What both sides will use. */
export interface Negotiated {
  readonly packet: number;
  readonly packets: number;
  /** Code of the baud rate. */
  readonly baud: number;
}

/** What stands behind the code of an answer. */
export type Answer =
  | { readonly to: "identify"; readonly identity: Identity }
  | { readonly to: "read"; readonly octets: Uint8Array }
  | { readonly to: "negotiate"; readonly agreed: Negotiated }
  | { readonly to: "timing"; readonly timing: Timing };

/** An answer of one octet: a refusal, or that it was done. */
export function bare(code: ResponseCode): Uint8Array {
  return Uint8Array.of(code);
}

/** An answer that was done and brings something. */
export function encodeAnswer(answer: Answer): Uint8Array {
  if (answer.to === "read") {
    const data = counted(answer.octets);
    const all = new Uint8Array(data.length + 1);
    all.set(data, 1);
    return all;
  }
  return Uint8Array.of(ResponseCode.Ok, ...bodyOf(answer));
}

function bodyOf(answer: Exclude<Answer, { to: "read" }>): readonly number[] {
  if (answer.to === "identify") {
    const { standard, version, revision } = answer.identity;
    // No features follow: the list of them ends at once.
    return [standard, version, revision, 0];
  }
  if (answer.to === "negotiate") {
    const { packet, packets, baud } = answer.agreed;
    return [...big(packet, 2), packets, baud];
  }
  const { traffic_s, character_s, response_s, retries } = answer.timing;
  return [traffic_s, character_s, response_s, retries];
}

/** What a good answer brings; nothing when it has not the form that it must have. */
export function decodeAnswer<To extends Answer["to"]>(
  to: To,
  message: Uint8Array,
): Extract<Answer, { to: To }> | undefined {
  const octets = new Octets(message);
  if (message.length === 0 || octets.uint(1) !== ResponseCode.Ok) return undefined;
  const answer = take(to, octets);
  // Features may follow the identity.
  const whole = octets.whole || (to === "identify" && octets.left > 0);
  return whole ? (answer as Extract<Answer, { to: To }> | undefined) : undefined;
}

function take(to: Answer["to"], octets: Octets): Answer | undefined {
  if (to === "identify") {
    const [standard, version, revision] = [octets.uint(1), octets.uint(1), octets.uint(1)];
    return { to, identity: { standard, version, revision } };
  }
  if (to === "negotiate") {
    const [packet, packets, baud] = [octets.uint(2), octets.uint(1), octets.uint(1)];
    return { to, agreed: { packet, packets, baud } };
  }
  if (to === "timing") {
    const [traffic_s, character_s] = [octets.uint(1), octets.uint(1)];
    const [response_s, retries] = [octets.uint(1), octets.uint(1)];
    return { to, timing: { traffic_s, character_s, response_s, retries } };
  }
  const data = takeCounted(octets);
  return data === undefined ? undefined : { to, octets: data };
}
