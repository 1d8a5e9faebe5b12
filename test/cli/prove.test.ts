/** `bptm prove` from the command line. The whole proof takes minutes, and is not run here. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { watch } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { KeptResults } from "@bptm/proof/prove/kept-results";
import { reportLines } from "@bptm/proof/prove/prove-text";
import type { CampaignResult, ProofResult, ProofRun } from "@bptm/proof/campaign/prove-results";
import { certificateText } from "@bptm/proof/prove/certificate";
import { verdictOn } from "@bptm/proof/prove/verdicts";
import { expect, test } from "vitest";

const BPTM = fileURLToPath(new URL("../../cli/bptm.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bptm-prove-"));

const campaign: CampaignResult = {
  group: "no fault",
  surroundings: "both sources come and go",
  set: [],
  mechanical: false,
  block: false,
  states_max: 10,
  end: "complete",
  states: 7,
  transitions: 1234,
  depth: 3,
  seconds: 0.1,
  broken: [],
  closes: [],
  liveness: [{ name: "good utility", states: 5, ticks_max: 4, circles: 0, stuck: -1 }],
};
const proof: ProofResult = {
  name: "invariant 1",
  scope: "one fault",
  says: "never both",
  invariants: [1],
  solver: "npm",
  solver_version: "Z3 5",
  status: "proven",
  reason: "",
  seconds: 1,
};
const run: ProofRun = {
  mode: "quick",
  identity: { commit: "", uncommitted: true, core_sha256: "ab", tables_sha256: "cd", modules: {} },
  begun: new Date(0),
  seconds: 2,
  resumed: 0,
  campaigns: [campaign],
  proofs: [proof],
};

test.each([
  [["--certificate", join(folder, "none", "a.md")], /E-PROVE-30: [^\n]+ENOENT[^\n]+\.\n$/],
  [["--solver", "steam"], /E-CLI-02: [^\n]+npm or z3 or cvc5\.\n$/],
  [["--timeout", "0"], /E-CLI-02: [^\n]+\.\n$/],
  [["--quick", "--full"], /E-PROVE-35: [^\n]+\.\n$/],
  [["--resume", folder], /E-PROVE-33: [^\n]+EISDIR[^\n]+\.\n$/],
])("%j is refused in one sentence, with status 2", (options, sentence) => {
  const ended = spawnSync(process.execPath, [BPTM, "prove", ...options], { encoding: "utf8" });
  expect(ended.stderr).toMatch(sentence);
  expect(ended).toMatchObject({ status: 2, stdout: "" });
  expect(existsSync(join(folder, "none"))).toBe(false);
});

const FEW = ["prove", "--states", "20", "--solver", "z3"];
/** Where no program is found, and so no solver. */
const NO_SOLVER = { encoding: "utf8", env: { ...process.env, PATH: folder } } as const;

test("a missing solver proves nothing; a second run reuses what was explored", () => {
  const kept = ["--resume", join(folder, "run.jsonl"), "--json"];
  const prove = (): { resumed: number; verdict: string; campaigns: unknown[] } => {
    const ended = spawnSync(process.execPath, [BPTM, ...FEW, ...kept], NO_SOLVER);
    expect(ended).toMatchObject({ status: 3, stderr: "" });
    return JSON.parse(ended.stdout) as ReturnType<typeof prove>;
  };
  const first = prove();
  expect(first).toMatchObject({ resumed: 0, verdict: "not finished" });
  expect(prove().resumed).toBeGreaterThanOrEqual(first.campaigns.length);
  const printed = spawnSync(process.execPath, [BPTM, ...FEW], NO_SOLVER).stdout;
  expect(printed).toContain("NOT PROVEN: invariant 1");
  expect(printed).toContain("the solver is not installed");
  expect(printed).not.toContain("proven by induction for all");
});

test("Ctrl-C ends the run with a sentence that claims nothing", async () => {
  const kept = join(folder, "cut.jsonl");
  const run = spawn(process.execPath, [BPTM, "prove", "--resume", kept]);
  let out = "";
  run.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  // Once the first result is stored, the run is in progress.
  const lines = (): number =>
    existsSync(kept) ? readFileSync(kept, "utf8").split("\n").length : 0;
  for await (const _ of watch(folder)) if (lines() > 2) break;
  run.kill("SIGINT");
  const [status] = await once(run, "close");
  expect(status).toBe(130);
  expect(out).toMatch(/^Interrupted: \d+ explorations and \d+ proofs were finished, [^\n]+\.\n$/);
});

test("stored results are reused, except an incomplete line and those of another core", () => {
  const file = join(folder, "kept.jsonl");
  const first = new KeptResults(file, "this core");
  first.keep("a", { states: 1 });
  writeFileSync(file, '{"key":"b","result":{"sta', { flag: "a" });
  const second = new KeptResults(file, "this core");
  expect([second.find("a"), second.find("b")]).toEqual([{ states: 1 }, undefined]);
  second.keep("b", 2);
  expect(new KeptResults(file, "this core").find("b")).toBe(2);
  expect(() => new KeptResults(file, "another core")).toThrow(/^E-PROVE-31: [^\n]+\.$/);
});

test("the report says how an invariant is verified, and never that an unfinished one holds", () => {
  expect(verdictOn(run)).toBe("holds");
  const text = reportLines(run).join("\n");
  expect(text).toContain("proven by induction for all 32-bit values (Z3 5, 1.0 s)");
  expect(text).toContain("from 5 states within 4 ticks, no cycle");
  expect(certificateText(run)).toContain("| Commit | unknown with uncommitted changes |");
  const missing: ProofResult = { ...proof, status: "not finished", reason: "not installed" };
  const open: ProofRun = { ...run, proofs: [missing] };
  expect(verdictOn(open)).toBe("not finished");
  expect(reportLines(open).join("\n")).toContain("NOT PROVEN: invariant 1: not installed");
  expect(reportLines(open).join("\n")).not.toContain("proven by induction for all");
  const full: ProofRun = { ...run, campaigns: [{ ...campaign, end: "memory" }] };
  expect(verdictOn(full)).toBe("not finished");
  expect(reportLines(full).join("\n")).toContain("NOT FINISHED: out of memory");
});

test("the report shows a broken invariant with its timeline", () => {
  const broken = [{ invariant: 1, ticks: 2, timeline: ["tick 1", "tick 2"] }];
  const bad: ProofRun = { ...run, campaigns: [{ ...campaign, broken }] };
  expect(verdictOn(bad)).toBe("broken");
  expect(reportLines(bad).join("\n")).toContain("BROKEN: invariant 1 with no fault");
  const pair = { ...campaign, set: ["pole_u1", "pair_u1"], broken };
  expect(verdictOn({ ...run, campaigns: [campaign, pair] })).toBe("holds");
});
