/** Termineter's console, told what to do line by line. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
