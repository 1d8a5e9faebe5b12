import { expect, test } from "vitest";
import { moduleOf, modulesOf, textFiles } from "../project/sources";
import { deadExports, deadFiles } from "./dead";

const modules = modulesOf(textFiles());

test("every module is imported, a test, or a known entry", () => {
  const alone = [moduleOf("lab/a.ts", ""), moduleOf("lab/a.test.ts", "")];
  expect(deadFiles(alone)).toEqual(["lab/a.ts: nothing imports it"]);
  const used = moduleOf("cli/main.ts", 'import { a } from "@bptm/lab/a";');
  expect(deadFiles([...alone, used])).toEqual([]);
  expect(deadFiles(modules)).toEqual([]);
});

test("another file imports every exported name", () => {
  expect(deadExports(modules)).toEqual([]);
});

const NAMES = ["closed", "label", "record", "value", "setup", "settle", "look"];

test.each(NAMES)("an export %s is dead, though others use a name like it", (name) => {
  const a = moduleOf("lab/a.ts", `export const one = 1;\nexport function ${name}() {}`);
  const mention = `import { one } from "./a";\nconst ${name} = one; console.log({ ${name} });`;
  const b = moduleOf("lab/b.test.ts", mention);
  const own = moduleOf("lab/c.ts", `export const ${name} = 2;`);
  const c = moduleOf("lab/c.test.ts", `import { ${name} } from "./c";`);
  expect(deadExports([a, b, own, c])).toEqual([`lab/a.ts: no other file imports ${name}`]);
});

const DEAD = ["lab/a.ts: no other file imports one"];

test.each([
  ["by name", 'import { one } from "./a";', []],
  ["under another name", 'import { one as two } from "@bptm/lab/a";', []],
  ["as a type", 'import type { one } from "./a";', []],
  ["in a type", 'type One = import("./a").one;', []],
  ["by a call", 'const { one } = await import("./a");', []],
  ["of a call", '(await import("./a")).one();', []],
  ["as a member", 'import * as a from "./a";\na.one();', []],
  ["with all", 'import * as a from "./a";\nconst { one } = a;', []],
  ["not at all", 'import { two } from "./a";', DEAD],
  ["not as a member", 'import * as a from "./a";\na.two(); b.one();', DEAD],
  ["not by a call", 'const { two } = await import("./a");', DEAD],
])("taken %s", (_, text, dead) => {
  const a = moduleOf("lab/a.ts", "export const one = 1;");
  expect(deadExports([a, moduleOf("lab/b.test.ts", text)])).toEqual(dead);
});

test("a name that is passed on is taken when somebody takes it in the end", () => {
  const a = moduleOf("lab/a.ts", "const one = 1;\nexport { one };\nexport type Two = 2;");
  const front = moduleOf(
    "lab/front.ts",
    'export { one as first } from "./a";\nexport * from "./a";',
  );
  const end = (text: string) => moduleOf("lab/end.test.ts", text);
  expect(deadExports([a, front, end('import { first, Two } from "./front";')])).toEqual([]);
  expect(deadExports([a, front, end('import { Two } from "./front";')])).toEqual([
    "lab/a.ts: no other file imports one",
    "lab/front.ts: no other file imports first",
  ]);
});
