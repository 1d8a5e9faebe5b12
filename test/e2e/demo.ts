/** Starts the demonstration as a user does, and reads the panel's address from its output. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const COMMAND =
  process.env["BPTM_DEMO"] ?? fileURLToPath(new URL("../../cli/bptm.js", import.meta.url));
const START_MS = 40_000;
const PANEL = /panel\s+(http:\/\/127\.0\.0\.1:(\d+)\/?)/;

export interface Demo {
  readonly address: string;
  readonly port: number;
  /** Kills it immediately, like a power cut. */
  kill(): Promise<void>;
}

function panelOf(child: ChildProcess): Promise<RegExpExecArray> {
  let printed = "";
  return new Promise((resolve, reject) => {
    const fail = (why: string): void =>
      reject(new Error(`The demo ${why}. It printed:\n${printed}`));
    const timer = setTimeout(() => fail("told no panel address in time"), START_MS);
    const listen = (chunk: unknown): void => {
      printed += String(chunk);
      const found = PANEL.exec(printed);
      if (found === null) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", (code) => fail(`ended with ${code}`));
  });
}

/** Starts it on a port; 0 picks a free one. Its other services use free ports too. */
export async function startDemo(port = 0): Promise<Demo> {
  const options = ["demo", "--port-panel", String(port), "--port-c12", "0"];
  const child = spawn(process.execPath, [COMMAND, ...options], { stdio: "pipe" });
  let wanted = false;
  let errors = "";
  child.stderr?.on("data", (chunk) => (errors += String(chunk)));
  child.once("exit", (code, signal) => {
    // The page alone would not show why.
    if (!wanted) console.error(`The demo ended by itself, ${code ?? signal}. ${errors}`);
  });
  const kill = async (): Promise<void> => {
    wanted = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  try {
    const [, address = "", found = ""] = await panelOf(child);
    return { address, port: Number(found), kill };
  } catch (error) {
    await kill();
    throw error;
  }
}
