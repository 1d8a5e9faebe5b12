/** What the reader of a report needs to reproduce it. */
import { identityNow } from "@bptm/proof/prove/identity";

/** Commit, hashes and machine of a campaign, by name. */
export function aboutRun(took_s: number, jobs: number): Record<string, string> {
  const threads = jobs === 1 ? "one thread" : `${jobs} threads`;
  const { commit, uncommitted, core_sha256, modules } = identityNow();
  return {
    date: new Date().toISOString(),
    commit: `${commit || "unknown"}${uncommitted ? " with uncommitted changes" : ""}`,
    "sources of the core, sha256": core_sha256,
    ...Object.fromEntries(Object.entries(modules).map(([name, hash]) => [`${name}, sha256`, hash])),
    node: process.version,
    machine: `${process.platform} ${process.arch}, ${threads}, ${took_s.toFixed(0)} s`,
  };
}
