/** Serial ports: the optical probe of a reader or of a meter. Both begin at 9600 8N1. */
import { createRequire } from "node:module";
import type { Duplex } from "node:stream";
import { STANDARD_BAUD, baudOf } from "./codes";
import { StreamLine } from "./line";
import type { Port } from "./port";
import { ReadError } from "./read-error";

/** The functions of a serial port that are used, of any library. */
export interface SerialStream extends Duplex {
  /** Waits until all octets have been transmitted. */
  drain(done: (error: Error | null) => void): void;
  /** Releases the device; `destroy` does not. */
  close(done: (error: Error | null) => void): void;
  /** Sets the rate. */
  update(options: { readonly baudRate: number }, done: (error: Error | null) => void): void;
}

/** Codes of the rates that probes and their adapters support; C12.18 has more. */
const BAUDS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Opens a port such as /dev/ttyUSB0 or COM3. Rejects with a `ReadError` when it cannot. */
export function openSerial(path: string): Promise<SerialStream> {
  // Not bundled, because it finds its native code beside itself; loaded only when needed.
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
        new ReadError(
          "E-C12-09",
          `The serial port does not take ${baudRate} baud: choose a lower rate.`,
        ),
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
 * Serves a meter on a serial port, one session after another, each at its negotiated rate. `lines`
 * are all lines of the meter, including its sockets.
 */
export function serveSerial(port: SerialStream, lines: Port): void {
  let now = STANDARD_BAUD;
  lines.serve(port, {
    bauds: BAUDS,
    rate: (baud) => {
      if (baud === now) return;
      now = baud;
      // A port that rejects the rate stays at the old one, and the reader falls back.
      changeRate(port, baud).catch(() => undefined);
    },
    close: () => port.close(() => undefined),
  });
}
