/**
 * Fails when a commit has no body, or a subject over 72 columns; `.ci/run` runs it. The commits of
 * before the rule are left as they are.
 *
 *     node tools/tidy/commits.mjs
 */
import { spawnSync } from "node:child_process";
import { path } from "../project/paths.mjs";

/** The last commit of before the rule was kept. */
const BEFORE = "4f4504bc59ae";
const MOST_COLUMNS = 72;

/** What is wrong with the message of one commit, in sentences. */
export function messageProblems(message) {
  const [subject = "", blank, ...body] = message.trim().split("\n");
  const columns = [...subject].length;
  return [
    columns > MOST_COLUMNS && `has a subject of ${columns} columns, at most ${MOST_COLUMNS}`,
    subject.endsWith(".") && "has a full stop behind its subject",
    /^[a-z]/.test(subject) && "has a subject that does not begin with a capital",
    (blank ?? "") !== "" && "has no blank line below its subject",
    !body.some((line) => line.trim() !== "") && "has no body that says why",
  ].filter((problem) => problem !== false);
}

function git(...args) {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd: path("."), encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr.trim()}`);
  return stdout;
}

/** A clone without its history has nothing to be checked. */
function isShallow() {
  return git("rev-parse", "--is-shallow-repository").trim() === "true";
}

/** Problems of all commits since the rule, each with the commit that has it. */
function problems() {
  if (isShallow()) {
    console.log("commits: SKIPPED, this clone has no history (`git fetch --unshallow`)");
    return [];
  }
  const log = git("log", "-z", "--no-merges", "--format=%h%n%B", `${BEFORE}..HEAD`);
  const commits = log.split("\0").filter((text) => text !== "");
  console.log(`commits: ${commits.length} since ${BEFORE}`);
  return commits.flatMap((text) => {
    const [hash, ...lines] = text.split("\n");
    const said = messageProblems(lines.join("\n"));
    return said.map((problem) => `${hash} ${lines[0]}: ${problem}`);
  });
}

if (process.argv[1] === path("tools/tidy/commits.mjs")) {
  for (const problem of problems()) {
    console.error(problem);
    process.exitCode = 1;
  }
}
