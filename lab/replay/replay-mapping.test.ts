import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readConfig } from "../recordings/comtrade-config";
import { mappingOfFile, mappingOfWords, unitFactor } from "./replay-mapping";

const CONFIG = readConfig(
  `S,D,1999
4,4A,0D
1,U  a,A,,kV,1,0,0,-9,9,1,1,P
2,Ia=x,A,,A,1,0,0,-9,9,1,1,P
3,twice,A,,V,1,0,0,-9,9,1,1,P
4,Twice,A,,V,1,0,0,-9,9,1,1,P
60
1
1000,9
01/01/2000,00:00:00
01/01/2000,00:00:00
ASCII
1
`,
  "a.cfg",
);

test("channels by name or number, inputs by name, factors in volts and amperes", () => {
  const feeds = mappingOfWords(
    ["u a=utility_l1*0.5", "#1 = UTILITY_L2 * -0.5", "Ia=x=utility_i1"],
    CONFIG,
  );
  expect(feeds).toEqual([
    { channel: 0, input: 0, factor: 500 },
    { channel: 0, input: 1, factor: -500 },
    { channel: 1, input: 6, factor: 1 },
  ]);
});

test.each([
  [["U b=utility_l1"], /no analog channel "U b"; did you mean U a; channels are also #1 to #4\.$/],
  [["#5=utility_l1"], /no analog channel "#5"/],
  [["twice=utility_l1"], /"twice" is the name of #3 and #4; name one by its number\.$/],
  [["#1=utility_l3"], /no input "utility_l3"; did you mean utility_l1 or utility_l2/],
  [["#1=utility_l1*x"], /"utility_l1\*x" is not an input times a number/],
  [["#1=utility_l1*1*2"], /is not an input times a number/],
  [["#1"], /"#1" is not CHANNEL=INPUT/],
  [["#1=utility_l1", "#3=utility_l1"], /utility_l1 is mapped twice/],
  [["#2=utility_i1"], /no voltage is mapped/],
])("%j is refused", (words, sentence) => {
  expect(() => mappingOfWords(words, CONFIG)).toThrow(sentence);
});

test("a file maps one channel to several inputs", () => {
  const file = join(mkdtempSync(join(tmpdir(), "bptm-")), "map.yaml");
  writeFileSync(file, 'U a: [utility_l1, "utility_l2*-1"]\n"#2": utility_i1\n');
  expect(mappingOfFile(file, CONFIG).map(({ input }) => input)).toEqual([0, 1, 6]);
  for (const text of ["- a\n", "a: 5\n", "a: [\n", ""]) {
    writeFileSync(file, text);
    expect(() => mappingOfFile(file, CONFIG)).toThrow(/^E-REC-12: .*map.yaml: it is not a mapping/);
  }
  expect(() => mappingOfFile("none.yaml", CONFIG)).toThrow(/cannot be read \(ENOENT\)/);
});

test("units of several languages", () => {
  const units = ["V", "kV", "KV", "кВ", "mV", "MV", "A", "", "kA"];
  expect(units.map(unitFactor)).toEqual([1, 1000, 1000, 1000, 0.001, 1e6, 1, 1, 1000]);
});
