/** Identifies the proven code: its commit, and hashes of its sources and compiled modules. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { projectPath } from "@bptm/runtime/project-files";
import type { CodeIdentity } from "../campaign/prove-results";
import { readBuilt } from "../module/proof-bench";

const MODULES = ["core.wasm", "proof.wasm", "proof.small.wasm"];
const SOURCE = /(?<!\.test|\.d)\.ts$/;

/** sha256 of files, by name and content. */
function hashOf(files: readonly (readonly [string, string])[]): string {
  const hash = createHash("sha256");
  for (const [name, place] of files) hash.update(`${name}\n${readFileSync(place, "utf8")}`);
  return hash.digest("hex");
}

function filesOf(room: string, wanted: RegExp): (readonly [string, string])[] {
  const folder = projectPath(room);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => wanted.test(name) && !name.includes("node_modules/"));
  return names.toSorted().map((name) => [name, `${folder}/${name}`] as const);
}

function git(...args: string[]): string {
  const cwd = projectPath("core");
  const { status, stdout } = spawnSync("git", args, { cwd, encoding: "utf8" });
  return status === 0 ? stdout.trim() : "";
}

/** The identity of the code in the working tree. */
export function identityNow(): CodeIdentity {
  const sha256 = (name: string): string =>
    createHash("sha256").update(readBuilt(name)).digest("hex");
  return {
    commit: git("rev-parse", "HEAD"),
    uncommitted: git("status", "--porcelain") !== "",
    core_sha256: hashOf(filesOf("core", SOURCE)),
    tables_sha256: hashOf([
      ...filesOf("core", /\.yaml$/),
      ...filesOf("proof", /(^|\/)small\.yaml$/),
    ]),
    modules: Object.fromEntries(MODULES.map((name) => [name, sha256(name)])),
  };
}

/** Hash of the code and of the proof; results are reusable while it stays the same. */
export function fingerprint(identity: CodeIdentity): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([identity.core_sha256, identity.tables_sha256, identity.modules]));
  // The sources of the proof determine what is proven and explored.
  hash.update(hashOf(filesOf("proof", SOURCE)));
  return hash.digest("hex");
}
