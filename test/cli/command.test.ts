/** The command as its user meets it: what it prints, where, and how it ends. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isResult } from "@bptm/lab/run/result";
import { expect, test } from "vitest";

const BPTM = fileURLToPath(new URL("../../cli/bptm.js", import.meta.url));

function bptm(...options: string[]): { status: number | null; out: string; err: string } {
  const how = { encoding: "utf8", timeout: 60_000 } as const;
  const ended = spawnSync(process.execPath, [BPTM, ...options], how);
  return { status: ended.status, out: ended.stdout, err: ended.stderr };
}

test("help names every command with an example", () => {
  expect(bptm("--help")).toMatchObject({ status: 0, err: "" });
  expect(bptm().out).toContain("Usage: bptm");
  for (const command of ["run", "generators", "demo", "read", "prove"]) {
    const { status, out } = bptm(command, "--help");
    expect(status).toBe(0);
    expect(out).toContain("Examples:\n  bptm");
  }
});

test("a condition prints its timeline and its verdict", () => {
  const { status, out, err } = bptm("run", "h-8");
  expect(err).toBe("");
  expect(out).toMatch(/^H-08 {2}Sag to 60 %/);
  expect(out).toContain("Generator accepted: ");
  expect(out).toContain("held    the invariants, at every sample");
  expect(out).toMatch(/^H-08 pass: 60 s simulated/m);
  expect(status).toBe(0);
});

test("JSON is a result, and nothing else is on stdout", () => {
  const { status, out } = bptm("run", "H-107", "--json", "--seed", "9");
  const result: unknown = JSON.parse(out);
  expect(isResult(result)).toBe(true);
  expect(result).toMatchObject({ condition: "H-107", seed: 9, verdict: "pass" });
  expect(status).toBe(0);
});

test("a file of one's own runs; a condition that fails says what was seen, with status 1", () => {
  const folder = mkdtempSync(join(tmpdir(), "bptm-"));
  const file = join(folder, "own.yaml");
  const library = new URL("../../lab/conditions/H-107.yaml", import.meta.url);
  const text = readFileSync(library, "utf8").replace("times: 2", "times: 3");
  writeFileSync(file, text);
  const { status, out } = bptm("run", file);
  expect(out).toMatch(/BROKEN {2}event SettingRefused, 3 time\(s\); seen: 2 time\(s\), at/);
  expect(out).toMatch(/^H-107 fail/m);
  expect(status).toBe(1);
});

test.each([
  [
    ["run", "H-9999"],
    /^bptm: E-RUN-01: there is no condition "H-9999" and no such file; [^\n]+\.\n$/,
  ],
  [["run"], /^bptm: E-RUN-02: [^\n]+\.\n$/],
  [["run", "./none.yaml"], /^bptm: E-COND-01: \.\/none\.yaml: [^\n]+\.\n$/],
  [["run", "H-01", "--seed", "-3"], /^bptm: E-CLI-0\d: [^\n]+\.\n$/],
  [["run", "H-01", "--engine", "steam"], /^bptm: E-CLI-02: [^\n]+wasm or typescript\.\n$/],
  [["run", "--nonsense"], /^bptm: E-CLI-01: unknown option '--nonsense'[^\n]+\n$/],
  [["dance"], /^bptm: E-CLI-01: unknown command 'dance'[^\n]*\n$/],
])("%j is refused in one sentence on stderr, with status 2", (options, sentence) => {
  const { status, out, err } = bptm(...options);
  expect(err).toMatch(sentence);
  expect(out).toBe("");
  expect(status).toBe(2);
});

test("an unknown generator is refused with names like it, and status 1", () => {
  const { status, err } = bptm("generators", "open-frame-7501");
  expect(err).toBe(
    'bptm: E-UNIT-01: there is no generator "open-frame-7501"; ' +
      "did you mean open-frame-7500 or open-frame-9500.\n",
  );
  expect(status).toBe(1);
});

test("a demonstration that cannot have a port says so and ends", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  for (const [option, other] of [
    ["--port-panel", "--port-c12"],
    ["--port-c12", "--port-panel"],
  ] as const) {
    const { status, out, err } = bptm("demo", option, String(port), other, "0");
    expect(out).toBe("");
    expect(err).toMatch(/^E-PORT-01: Port \d+ is in use; choose another, [^\n]+\.\n$/);
    expect(status).toBe(1);
  }
  taken.close();
});

test("units are judged by running them", () => {
  const { status, out } = bptm("generators", "open-frame-7500", "worn-5000", "--json");
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject([
    { name: "open-frame-7500", acceptable: true, passed_run: true },
    { name: "worn-5000", acceptable: false, passed_run: false },
  ]);
  expect(out).toContain("its frequency is too low");
});

test("a reader that has seen enough does not crash it", async () => {
  const child = spawn(process.execPath, [BPTM, "run", "--list"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  let err = "";
  child.stderr.on("data", (bytes: Buffer) => (err += bytes.toString()));
  const status = await new Promise((resolve) => void child.once("close", resolve));
  expect(err).toBe("");
  expect(status).toBe(0);
});

test("a full disk is reported in one sentence", () => {
  // A device of Linux that is always full.
  if (!existsSync("/dev/full")) return;
  const full = openSync("/dev/full", "w");
  const { status, stderr } = spawnSync(process.execPath, [BPTM, "--help"], {
    encoding: "utf8",
    stdio: ["ignore", full, "pipe"],
  });
  closeSync(full);
  expect(stderr).toMatch(/^bptm: E-CLI-04: The output cannot be written \(ENOSPC\): [^\n]+\n$/);
  expect(status).toBe(2);
});
