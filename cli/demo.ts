/** `bptm demo`: the station hosts a meter with its twin, and the panel shows it. */
import { demo } from "@bptm/station/demo";
import { inForeground } from "@bptm/station/foreground";
import { aboutRun } from "./about";
import { print } from "./output";

/** Options of the command. */
interface DemoCommand {
  readonly portPanel?: number;
  readonly seed?: number;
  readonly speed?: number;
  readonly house?: string;
  readonly generator?: string;
}

/** Runs until it is told to end; gives the exit status. */
export function runDemo({ portPanel, ...options }: DemoCommand): Promise<number> {
  const port = portPanel === undefined ? {} : { port_panel: portPanel };
  return inForeground(() =>
    demo({ ...options, ...port, print, about: (took_s) => aboutRun(took_s, 1) }),
  );
}
