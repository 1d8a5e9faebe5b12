/** `bptm run --record` and `bptm replay` from the command line. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { PLAIN, configOf, dataOf, folder, pairOf, writePair } from "./fixtures";

const BPTM = fileURLToPath(new URL("../../cli/bptm.js", import.meta.url));

function bptm(...words: string[]): { status: number | null; out: string; err: string } {
  const ended = spawnSync(process.execPath, [BPTM, ...words], { encoding: "utf8" });
  return { status: ended.status, out: ended.stdout, err: ended.stderr };
}

test("a run is recorded and replayed", () => {
  const file = join(folder(), "h-08.cff");
  const run = bptm("run", "H-08", "--record", file, "--record-from", "1", "--record-for", "2");
  expect(run).toMatchObject({ status: 0, err: "" });
  expect(run.out).toContain(`recorded in ${file}\n`);
  const { status, out, err } = bptm("replay", file);
  expect({ status, err }).toEqual({ status: 0, err: "" });
  expect(out).toContain("COMTRADE 2013, FLOAT32: 10 analog and 19 status channels, 9600 samples");
  expect(out).toContain("Mapping, guessed");
  expect(out).toContain("5 s before it are synthetic");
  expect(out).toMatch(/U closed, G open \| on on off +Grid accepted: 2\d\d\.\d V, 60\.0\d Hz\./);
  expect(out).toMatch(/In the end: On the grid\./);
});

test.each([
  ["cfg", "binary", ["run.cfg", "run.dat", "run.inf"]],
  ["csv", "ascii", ["run.csv"]],
])("--record .%s --encoding %s", (ending, encoding, files) => {
  const here = folder();
  const words = ["--record", join(here, `run.${ending}`), "--encoding", encoding];
  const run = bptm("run", "H-08", "--json", ...words, "--record-for", "1");
  expect(JSON.parse(run.out)).toMatchObject({ verdict: "pass" });
  expect(readdirSync(here).toSorted()).toEqual(files);
});

test("JSON reports what was mapped, sensed and decided, and nothing else is printed", () => {
  const file = pairOf(PLAIN);
  const map = join(folder(), "map.yaml");
  writeFileSync(map, 'Va: [utility_l1*0.00833, "utility_l2*-0.00833"]\n');
  const { status, out, err } = bptm("replay", file, "--map-file", map, "--json");
  expect({ status, err }).toEqual({ status: 0, err: "" });
  const read: unknown = JSON.parse(out);
  expect(read).toMatchObject({
    format: "bptm-replay-1",
    station: "Fixture",
    samples: 384,
    measured_hz: expect.closeTo(60, 1),
    mapping: [
      { channel: "Va", input: "utility_l1" },
      { channel: "Va", input: "utility_l2" },
    ],
    final: { utility: "qualified", powered: true },
  });
});

const PAIR = pairOf(PLAIN);

test.each([
  [["replay", "none.cff"], /^bptm: E-REC-01: none\.cff: there is no such file; [^\n]+\.\n$/],
  [["replay", PAIR, "--map", "Vx=utility_l1"], /^bptm: E-REC-12: --map: there is no [^\n]+\.\n$/],
  [["replay", PAIR, "--map", "Va=utility"], /^bptm: E-REC-12: --map: the meter has no [^\n]+\.\n$/],
  [["replay", PAIR, "--map", "a=b", "--map-file", "c"], /^bptm: E-CLI-03: [^\n]+\.\n$/],
  [["replay", PAIR, "--before", "soon"], /^bptm: E-CLI-02: --before is "soon"; [^\n]+\.\n$/],
  [["replay", PAIR, "--connected", "both"], /^bptm: E-CLI-02: --connected [^\n]+\.\n$/],
  [["run", "H-08", "--record", "a.txt"], /^bptm: E-REC-11: a\.txt: [^\n]+\.\n$/],
  [["run", "H-08", "--record", "/none/a.cff"], /^bptm: E-REC-11: \/none\/a\.cff: [^\n]+\.\n$/],
  [["run", "H-08", "H-02", "--record", "a.cff"], /^bptm: E-RUN-03: [^\n]+\.\n$/],
  [["run", "H-08", "--record", "a.cff", "--encoding", "wav"], /^bptm: E-CLI-02: [^\n]+\.\n$/],
])("%j is refused in one sentence, with status 2", (words, sentence) => {
  const { status, out, err } = bptm(...words);
  expect(err).toMatch(sentence);
  expect({ status, out }).toEqual({ status: 2, out: "" });
});

test("a truncated recording is refused, and existing files stay unchanged", () => {
  const file = writePair(configOf(PLAIN), dataOf(PLAIN).subarray(0, 3000));
  const before = readFileSync(file, "utf8");
  const { status, out, err } = bptm("replay", file);
  expect(err).toMatch(/^bptm: E-REC-0[67]: [^\n]+\.\n$/);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(readFileSync(file, "utf8")).toBe(before);
  const none = join(folder(), "late.cff");
  const late = bptm("run", "H-08", "--record", none, "--record-from", "900");
  expect(late.err).toMatch(/^bptm: E-REC-14: .* the run ended at 60 s, [^\n]+\.\n$/);
  expect(late.status).toBe(2);
  expect(existsSync(none)).toBe(false);
});
