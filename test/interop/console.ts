/** Termineter's console, told what to do line by line. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What the console prints when it is told this. */
export function termineter(port: number, ...lines: string[]): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), "termineter-"));
  const begin = [`set SERIAL_CONNECTION socket://127.0.0.1:${port}`, "set USER_ID 1", "connect"];
  return new Promise((resolve, reject) => {
    const env = { ...process.env, HOME: home };
    const child = execFile(
      "termineter",
      ["-L", "WARNING"],
      { env, cwd: home },
      (error, stdout, stderr) => {
        rmSync(home, { recursive: true });
        if (error === null) resolve(`${stdout}\n${stderr}`);
        else reject(error);
      },
    );
    child.stdin?.end(`${[...begin, ...lines, "exit"].join("\n")}\n`);
  });
}

const LOG_ACCESS = fileURLToPath(new URL("./log_access.py", import.meta.url));

interface LogAccess {
  readonly can_hold: number;
  readonly entries: readonly Readonly<Record<string, string>>[];
}

/** The history log, as the library under termineter reads it: whole, in two packets of 512. */
export function historyLog(port: number, password: string): Promise<LogAccess> {
  return new Promise((resolve, reject) => {
    const line = [LOG_ACCESS, "127.0.0.1", String(port), password];
    execFile("/usr/bin/python3", line, (error, stdout) => {
      if (error === null) resolve(JSON.parse(stdout) as LogAccess);
      else reject(error);
    });
  });
}
