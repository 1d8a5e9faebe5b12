/** `bptm demo`: the station hosts a meter with its twin, and the panel shows it. */
import { demo } from "@bptm/station/demo";
import { inForeground } from "@bptm/station/foreground";
import { aboutRun } from "../terminal/about";
import { print } from "../terminal/output";

/** Options of the command. */
interface DemoCommand {
  readonly portPanel?: number;
  readonly portC12?: number;
  readonly c12Serial?: string;
  readonly seed?: number;
  readonly speed?: number;
  readonly house?: string;
  readonly generator?: string;
}

/** Runs until a signal ends it; returns the exit status. */
export function runDemo(command: DemoCommand): Promise<number> {
  const { portPanel, portC12, c12Serial, ...options } = command;
  const panel = portPanel === undefined ? {} : { port_panel: portPanel };
  const c12 = portC12 === undefined ? {} : { port_c12: portC12 };
  const serial = c12Serial === undefined ? {} : { c12_serial: c12Serial };
  const about = (took_s: number): Record<string, string> => aboutRun(took_s, 1);
  const environment = process.env;
  return inForeground(() =>
    demo({ ...options, ...panel, ...c12, ...serial, environment, print, about }),
  );
}
