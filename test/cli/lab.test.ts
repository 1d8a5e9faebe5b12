/** `bptm lab` as its user meets it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isResult } from "@bptm/lab/run/result";
import { expect, test } from "vitest";

const BPTM = fileURLToPath(new URL("../../cli/bptm.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bptm-lab-"));

function lab(...options: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [BPTM, "lab", ...options], { encoding: "utf8" });
}

test("each condition gets its verdict and what decided it, whatever thread ran it", () => {
  const junit = join(folder, "verdicts.xml");
  const { status, stdout } = lab("H-08", "H-27", "h-1", "--junit", junit);
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^H-08 {3}pass {2}Sag to 60 %[^\n]*\n +the invariants and \d+ expectations/,
  );
  expect(stdout).toMatch(/3 of 3 conditions pass; \d+ s simulated in \d+ s on \d+ threads?\.\n$/);
  expect(readFileSync(junit, "utf8")).toContain('tests="3" failures="0" errors="0"');
  expect(readdirSync(folder).filter((name) => name !== "garbage.html")).toEqual(["verdicts.xml"]);
});

test("threads change nothing but the time: results are the same to the last digit", () => {
  const results = (jobs: string): unknown[] => {
    const { stdout } = lab("H-08", "H-27", "--json", "--jobs", jobs);
    const told = JSON.parse(stdout) as { results: { result: unknown }[] };
    return told.results.map(({ result }) => result);
  };
  const one = results("1");
  expect(one.map(isResult)).toEqual([true, true]);
  expect(results("2")).toEqual(one);
});

test("a swarm is defined by its seeds, and its verdicts repeat", () => {
  const swarm = ["--swarm", "3", "--seed", "5000", "--keep", folder, "--json"];
  const [first, second] = [lab(...swarm), lab(...swarm)];
  const told = (text: string): unknown =>
    (JSON.parse(text) as { results: { condition: string; verdict: string }[] }).results.map(
      ({ condition, verdict }) => `${condition} ${verdict}`,
    );
  expect(told(first.stdout)).toEqual(["S-5000 pass", "S-5001 pass", "S-5002 pass"]);
  expect(told(second.stdout)).toEqual(told(first.stdout));
});

test("a report is one page, and a second campaign is compared with it", () => {
  const page = join(folder, "report.html");
  expect(lab("H-08", "--report", page).status).toBe(0);
  expect(readFileSync(page, "utf8")).toContain("<h1>1 of 1 conditions pass</h1>");
  expect(lab("H-08", "--against", page).stdout).toContain("Same results as in the earlier report.");
  const { stdout } = lab("H-08", "H-27", "--against", page, "--json");
  const { differences } = JSON.parse(stdout) as { differences: unknown };
  expect(differences).toEqual(["H-27: not in the earlier report"]);
});

const GARBAGE = join(folder, "garbage.html");
writeFileSync(GARBAGE, "garbage");

test.each([
  [["H-999"], /E-RUN-01: [^\n]+\.\n$/],
  [["--swarm", "none"], /E-CLI-02: [^\n]+\.\n$/],
  [["--swarm", "1", "--keep", join(folder, "none")], /E-LAB-01: [^\n]+ENOENT[^\n]+\.\n$/],
  [["H-08", "--report", join(folder, "none", "a.html")], /E-LAB-01: [^\n]+ENOENT[^\n]+\.\n$/],
  [["H-08", "--against", GARBAGE], /E-LAB-02: [^\n]+\.\n$/],
  [["H-08", "--junit", join(folder, "none", "a.xml")], /E-LAB-01: [^\n]+ENOENT[^\n]+\.\n$/],
])("%j is refused in one sentence, with status 2", (options, sentence) => {
  const ended = lab(...options);
  expect(ended.stderr).toMatch(sentence);
  expect(ended).toMatchObject({ status: 2, stdout: "" });
});
