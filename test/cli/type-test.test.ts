/** `bptm type-test` as its user meets it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ownLimits } from "@bptm/lab/typetest/type-limits";
import { expect, test } from "vitest";

const BPTM = fileURLToPath(new URL("../../cli/bptm.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bptm-type-"));
const LIMITS = join(folder, "limits.yaml");
writeFileSync(
  LIMITS,
  readFileSync(ownLimits(), "utf8").replace("max: 2, clause", "max: 1, clause"),
);

function typeTest(...options: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [BPTM, "type-test", ...options], { encoding: "utf8" });
}

test("limits of one's own decide, and say how sure they are", () => {
  const own = typeTest("overload");
  expect(own.status).toBe(0);
  expect(own.stdout).toMatch(/overload_closes +2 {2}at most 2\n.*judgement: one retry/);
  expect(own.stdout).toMatch(/1 of 1 procedures pass in \d+ s; of 2 limits 0 are confirmed/);
  const other = typeTest("overload", "--limits", LIMITS, "--json");
  expect(other.status).toBe(1);
  expect(JSON.parse(other.stdout)).toMatchObject({
    format: "bptm-type-test-1",
    verdict: "fail",
    results: [{ procedure: "overload", runs: 4, broken: [] }],
  });
});

test("the list names every procedure", () => {
  const { status, stdout } = typeTest("--list");
  expect(status).toBe(0);
  expect(stdout.trim().split("\n")).toHaveLength(12);
});

test.each([
  [["nothing"], /E-TYPE-02: [^\n]+\.\n$/],
  [["--limits", join(folder, "none.yaml")], /E-TYPE-01: [^\n]+\.\n$/],
  [["--operations", "few"], /E-CLI-02: [^\n]+\.\n$/],
  [["overload", "--keep", join(folder, "none")], /E-LAB-01: [^\n]+ENOENT[^\n]+\.\n$/],
])("%j is refused in one sentence, with status 2", (options, sentence) => {
  const ended = typeTest(...options);
  expect(ended.stderr).toMatch(sentence);
  expect(ended).toMatchObject({ status: 2, stdout: "" });
});
