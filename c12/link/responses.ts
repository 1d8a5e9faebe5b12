/** Encodes and decodes the responses of ANSI C12.18 and C12.21. */
import { ResponseCode } from "./codes";
import { Octets, big, counted, takeCounted } from "./services";
import type { LinkTiming } from "./services";

/** The response to identify. */
export interface ProtocolIdentity {
  /** 0 = C12.18, 2 = C12.21, 3 = C12.22. */
  readonly standard: number;
  readonly version: number;
  readonly revision: number;
}

/** What both ends will use. */
export interface Negotiated {
  readonly packet: number;
  readonly packets: number;
  /** Code of the baud rate. */
  readonly baud: number;
}

/** What follows the code of an `ok` response. */
export type ServiceResponse =
  | { readonly to: "identify"; readonly identity: ProtocolIdentity }
  | { readonly to: "read"; readonly octets: Uint8Array }
  | { readonly to: "negotiate"; readonly agreed: Negotiated }
  | { readonly to: "timing"; readonly timing: LinkTiming };

/** A response of one octet: a refusal, or `ok` without data. */
export function bare(code: ResponseCode): Uint8Array {
  return Uint8Array.of(code);
}

/** An `ok` response with data. */
export function encodeResponse(answer: ServiceResponse): Uint8Array {
  if (answer.to === "read") {
    const data = counted(answer.octets);
    const all = new Uint8Array(data.length + 1);
    all.set(data, 1);
    return all;
  }
  return Uint8Array.of(ResponseCode.Ok, ...bodyOf(answer));
}

function bodyOf(answer: Exclude<ServiceResponse, { to: "read" }>): readonly number[] {
  if (answer.to === "identify") {
    const { standard, version, revision } = answer.identity;
    // No features follow: an end-of-list octet.
    return [standard, version, revision, 0];
  }
  if (answer.to === "negotiate") {
    const { packet, packets, baud } = answer.agreed;
    return [...big(packet, 2), packets, baud];
  }
  const { traffic_s, character_s, response_s, retries } = answer.timing;
  return [traffic_s, character_s, response_s, retries];
}

/** The data of an `ok` response; undefined when it is malformed. */
export function decodeResponse<To extends ServiceResponse["to"]>(
  to: To,
  message: Uint8Array,
): Extract<ServiceResponse, { to: To }> | undefined {
  const octets = new Octets(message);
  if (message.length === 0 || octets.uint(1) !== ResponseCode.Ok) return undefined;
  const answer = take(to, octets);
  // Features may follow the identity.
  const whole = octets.whole || (to === "identify" && octets.left > 0);
  return whole ? (answer as Extract<ServiceResponse, { to: To }> | undefined) : undefined;
}

function take(to: ServiceResponse["to"], octets: Octets): ServiceResponse | undefined {
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
