/**
 * Says whether the core has to be proven anew: not when nothing but words has changed since the
 * commit of the last proof that held here, which `.ci/run` keeps in a reference of its own.
 *
 *     node tools/tidy/proof-due.mjs         exit code 0 when a proof is due, 1 when not
 *     node tools/tidy/proof-due.mjs --held  notes that the proof of this commit held
 */
import { spawnSync } from "node:child_process";
import { path } from "../project/paths.mjs";

const HELD = "refs/bptm/proven";
const WORDS = /^docs\/|\.md$|^LICENSE$/;

/** The files among these whose change asks for the proof. */
export const askForProof = (files) => files.filter((file) => file !== "" && !WORDS.test(file));

function git(...args) {
  const { status, stdout } = spawnSync("git", args, { cwd: path("."), encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/** Files that differ from those of a commit, written down in a commit or not. */
function changedSince(commit) {
  const changed = git("diff", "--name-only", "--no-renames", commit);
  const added = git("ls-files", "--others", "--exclude-standard");
  return changed === undefined || added === undefined ? undefined : `${changed}\n${added}`;
}

function isDue() {
  const commit = git("rev-parse", "--verify", "--quiet", HELD);
  const changed = commit && changedSince(commit);
  if (changed === undefined) {
    console.log("No proof has held here before.");
    return true;
  }
  const [first] = askForProof(changed.split("\n"));
  const since = `the proof held at ${commit.slice(0, 12)}`;
  console.log(first ? `${first} changed since ${since}.` : `Only words changed since ${since}.`);
  return first !== undefined;
}

/** What is proven is what is committed: with other changes about there is nothing to note. */
function noteHeld() {
  if (askForProof((changedSince("HEAD") ?? "?").split("\n")).length > 0) return;
  git("update-ref", HELD, "HEAD");
}

if (process.argv[1] === path("tools/tidy/proof-due.mjs")) {
  if (process.argv.includes("--held")) noteHeld();
  else if (!isDue()) process.exitCode = 1;
}
