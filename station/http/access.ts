/**
 * Who may talk to the station. It listens on 127.0.0.1 alone; beyond that, a page of another site
 * must not reach it through a browser that runs here. A name that was rebound to 127.0.0.1 shows in
 * the Host header, a page of another site in the Origin header of whatever it may send.
 */
import { Refusal } from "../wire/refusal";

/** The only address that the station listens on. */
export const LOOPBACK = "127.0.0.1";

const NAMES = [LOOPBACK, "localhost"];

/** Refuses a request whose Host is not this very station. */
export function checkHost(host: string | undefined, port: number): void {
  const known = NAMES.some((name) => host === `${name}:${port}` || (port === 80 && host === name));
  if (known) return;
  throw new Refusal("E-HOST-01", 403, `Ask for this station as http://${LOOPBACK}:${port}.`);
}

/** Refuses what the page of another site sends. Programs that are no browser send no Origin. */
export function checkOrigin(origin: string | undefined, port: number): void {
  if (origin === undefined) return;
  const known = NAMES.some(
    (name) => origin === `http://${name}:${port}` || (port === 80 && origin === `http://${name}`),
  );
  if (known) return;
  throw new Refusal("E-ORIGIN-01", 403, "Only the station's own page may ask for that.");
}
