/**
 * Access control of the station. It listens on 127.0.0.1 only; besides, a page of another site must
 * not reach it through a local browser. A name rebound to 127.0.0.1 shows in the Host header; a
 * page of another site shows in the Origin header of anything it may send.
 */
import { Refusal } from "@bptm/link/refusal";

/** The only address that the station listens on. */
export const LOOPBACK = "127.0.0.1";

const NAMES = [LOOPBACK, "localhost"];

/** Refuses a request whose Host is not this station. */
export function checkHost(host: string | undefined, port: number): void {
  const known = NAMES.some((name) => host === `${name}:${port}` || (port === 80 && host === name));
  if (known) return;
  throw new Refusal("E-HOST-01", 403, `Open this station as http://${LOOPBACK}:${port}.`);
}

/** Refuses requests from pages of other sites. Programs other than browsers send no Origin. */
export function checkOrigin(origin: string | undefined, port: number): void {
  if (origin === undefined) return;
  const known = NAMES.some(
    (name) => origin === `http://${name}:${port}` || (port === 80 && origin === `http://${name}`),
  );
  if (known) return;
  throw new Refusal("E-ORIGIN-01", 403, "Only the station's own page may send this request.");
}
