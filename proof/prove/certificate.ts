/** The results of a run as JSON, and as a certificate in Markdown. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { ASSUMED } from "./assumptions";
import { ProveError } from "./prove-error";
import { nameOfSet } from "./prove";
import type { ProofRun } from "../campaign/prove-results";
import {
  explorationLines,
  faultLines,
  faultText,
  invariantLines,
  livenessLines,
  proofLines,
  verdictLine,
  violationLines,
} from "./prove-text";
import { faultRows, statusOfInvariants, verdictOn, violationsOf } from "./verdicts";

function commitText({ identity: { commit, uncommitted } }: ProofRun): string {
  return `${commit || "unknown"}${uncommitted ? " with uncommitted changes" : ""}`;
}

const machine = (): string => {
  const all = cpus();
  return `${all.length} x ${all[0]?.model.trim() ?? "unknown"}, ${process.platform}`;
};

/** The run as data; docs/reference/json.md explains it. */
export function toJson(run: ProofRun): object {
  const { campaigns, proofs, identity, mode, begun, seconds, resumed } = run;
  return {
    format: "bptm-prove-1",
    verdict: verdictOn(run),
    mode,
    ...identity,
    commit: identity.commit || "unknown",
    date: begun.toISOString(),
    node: process.version,
    machine: machine(),
    seconds,
    resumed,
    states: campaigns.reduce((sum, { states }) => sum + states, 0),
    transitions: campaigns.reduce((sum, { transitions }) => sum + transitions, 0),
    assumptions: ASSUMED,
    faults: faultRows(run),
    violations: violationsOf(campaigns),
    invariants: statusOfInvariants(run),
    proofs,
    campaigns: campaigns.map(({ broken, ...rest }) => ({
      ...rest,
      broken: broken.map(({ invariant }) => invariant),
    })),
  };
}

const block = (lines: readonly string[]): string[] => ["```text", ...lines, "```", ""];

/** The certificate as Markdown. */
export function certificateText(run: ProofRun): string {
  const { identity, mode, begun } = run;
  const violations = violationsOf(run.campaigns);
  const sets = violations.map(({ set }) => `- ${nameOfSet(set)}: ${faultText(set)}`);
  return [
    "# Certificate of a proof",
    "",
    verdictLine(run),
    "",
    "| | |",
    "| --- | --- |",
    `| Date | ${begun.toISOString()} |`,
    `| Run | ${mode} |`,
    `| Commit | ${commitText(run)} |`,
    `| Sources of the core, sha256 | ${identity.core_sha256} |`,
    `| Tables, sha256 | ${identity.tables_sha256} |`,
    ...Object.entries(identity.modules).map(([name, hash]) => `| ${name}, sha256 | ${hash} |`),
    `| Node | ${process.version} |`,
    `| Machine | ${machine()} |`,
    "",
    "A program wrote this certificate; no laboratory has issued it.",
    "",
    "## Assumptions",
    "",
    ...ASSUMED.map((line) => `- ${line}`),
    "",
    "## The invariants",
    "",
    ...block(invariantLines(run)),
    "## Exploration",
    "",
    ...block(explorationLines(run)),
    "## Invariants under faults, by exploration",
    "",
    ...block(faultLines(run)),
    "## Induction",
    "",
    ...block([
      ...proofLines(run.proofs),
      ...run.proofs.map(
        ({ name, solver_version, status, seconds }) =>
          `    ${status}: ${name} (${solver_version}, ${seconds.toFixed(1)} s)`,
      ),
    ]),
    "## Liveness: a good source supplies the house",
    "",
    ...block(livenessLines(run)),
    ...(violations.length === 0
      ? []
      : [
          "## Violations",
          "",
          ...new Set(sets),
          "",
          ...violations.flatMap((one) => block(violationLines(one))),
        ]),
  ].join("\n");
}

/** Writes a file atomically. */
export function writeWhole(file: string, text: string): void {
  const beside = `${file}.${process.pid}.part`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const sentence = `the certificate ${file} cannot be written (${why}); name another file.`;
    throw new ProveError("E-PROVE-30", sentence);
  }
}

/** Checks that a file can be written, before a long run. */
export function tryWrite(file: string): void {
  const beside = `${file}.${process.pid}`;
  writeWhole(beside, "");
  rmSync(beside);
}
