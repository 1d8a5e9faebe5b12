/** Where the explorer spends its time on the largest system that it has in common with SPIN. */
import { Session } from "node:inspector/promises";
import { keptFields } from "@bptm/proof/explore/abstraction";
import { CoreWords, Explorer } from "@bptm/proof/explore/explore";
import { ProofBench } from "@bptm/proof/module/proof-bench";
import { LARGEST } from "./bench-states";

const INTERVAL_US = 500;
/** Parts of the program, by the beginning of a function's name in the module. */
const PARTS: readonly (readonly [string, RegExp])[] = [
  ["the core", /^(?:~lib\/@bptm\/)?core\//],
  ["poles, sources and monitor", /^(?:~lib\/@bptm\/)?proof\/model\//],
  ["the search and its tables", /^(?:~lib\/@bptm\/)?proof\/module\//],
];

const partOf = (name: string): string =>
  PARTS.find(([, pattern]) => pattern.test(name))?.[0] ?? "everything else (JavaScript, lists)";

/** Microseconds by key, largest first. */
function summed(list: readonly (readonly [string, number])[]): [string, number][] {
  const sums = new Map<string, number>();
  for (const [key, time] of list) sums.set(key, (sums.get(key) ?? 0) + time);
  return [...sums].toSorted((a, b) => b[1] - a[1]);
}

/** Explores with the profiler on; returns the lines of the report. */
export async function profileStates(module: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: INTERVAL_US });
  const bench = new ProofBench(module);
  const explorer = new Explorer(new CoreWords(bench, keptFields(bench)), LARGEST);
  await session.post("Profiler.start");
  const found = explorer.run();
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
  const times = (profile.samples ?? []).map((id, at): [string, number] => [
    names.get(id) ?? "",
    profile.timeDeltas?.[at] ?? 0,
  ]);
  const total = times.reduce((sum, [, time]) => sum + time, 0);
  const line = ([name, time]: [string, number]): string =>
    `  ${((100 * time) / total).toFixed(1).padStart(5)} %  ${name}`;
  const parts = summed(times.map(([name, time]) => [partOf(name), time]));
  const functions = summed(times.filter(([name]) => partOf(name) === "the core"));
  return [
    `${found.states} states, ${found.transitions} transitions, ${found.core_runs} runs of the core`,
    ...parts.map(line),
    "Functions of the core that take the most:",
    ...functions.slice(0, 10).map(line),
  ];
}
