/** Serial ports: the optical probe of a reader, and that of a meter. Both begin at 9600 8N1. */
import { createRequire } from "node:module";
import type { Duplex } from "node:stream";
import { STANDARD_BAUD, baudOf } from "./codes";
import { StreamLine } from "./line";
import type { Port } from "./port";
import { ReadError } from "./read-error";

/** What a serial port can, of whichever library. */
export interface SerialStream extends Duplex {
  /** Waits until all that was written has left. */
  drain(done: (error: Error | null) => void): void;
  /** Lets the device go; `destroy` does not. */
  close(done: (error: Error | null) => void): void;
  /** Sets the rate. */
  update(options: { readonly baudRate: number }, done: (error: Error | null) => void): void;
}

/** Rates that probes and their adapters take; C12.18 has more. */
const BAUDS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Opens a port such as /dev/ttyUSB0 or COM3. Throws a `ReadError` when it cannot be had. */
export function openSerial(path: string): Promise<SerialStream> {
  // Not bundled, because it finds its native code beside itself; loaded only by who needs it.
  const require = createRequire(import.meta.url);
  const { SerialPort } = require("serialport") as typeof import("serialport");
  const port = new SerialPort({ path, baudRate: baudOf(STANDARD_BAUD) ?? 9600, autoOpen: false });
  return new Promise((resolve, reject) => {
    port.open((error) => {
      if (error === null) return resolve(port);
      const why = error.message.replace(/^Error:? */, "").split(/[,\n]/)[0] ?? "";
      const sentence = `The serial port ${path} cannot be opened (${why}): check the path.`;
      reject(new ReadError("E-C12-08", sentence));
    });
  });
}

function changeRate(port: SerialStream, baud: number): Promise<void> {
  const baudRate = baudOf(baud);
  return new Promise((resolve, reject) => {
    if (baudRate === undefined) return resolve();
    const fail = (): void =>
      reject(
        new ReadError("E-C12-09", `The serial port does not take ${baudRate} baud: ask less.`),
      );
    port.drain((undrained) => {
      if (undrained) return fail();
      port.update({ baudRate }, (error) => (error ? fail() : resolve()));
    });
  });
}

/** A reader's line over a serial port. */
export function serialLine(port: SerialStream, identity = 0): StreamLine {
  return new StreamLine(port, identity, {
    rate: (baud) => changeRate(port, baud),
    close: () => new Promise((resolve) => port.close(() => resolve())),
  });
}

/**
 * Serves a meter on a serial port, one session after the other, at the rate that each agrees on.
 * `lines` are all lines of the meter, its sockets among them.
 */
export function serveSerial(port: SerialStream, lines: Port): void {
  let now = STANDARD_BAUD;
  lines.serve(port, {
    bauds: BAUDS,
    rate: (baud) => {
      if (baud === now) return;
      now = baud;
      // A port that does not take the rate goes on at the old one, and the reader falls back.
      changeRate(port, baud).catch(() => undefined);
    },
    close: () => port.close(() => undefined),
  });
}
