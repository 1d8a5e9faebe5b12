import { expect, test } from "vitest";
import { moduleOf, modulesOf, textFiles } from "../project/sources";
import { repeatedTypes } from "./names";

test("a type name is declared in one module", () => {
  expect(repeatedTypes(modulesOf(textFiles()))).toEqual([]);
});

test.each(["interface A {}", "export type A = 1;", "export class A {}", "export const enum A {}"])(
  "a second declaration is found: %s",
  (text) => {
    const [one, two] = [moduleOf("lab/a.ts", "interface A {}"), moduleOf("twin/b.ts", text)];
    const found = "lab/a.ts, twin/b.ts: share A or give each a name of its own";
    expect(repeatedTypes([one, two])).toEqual([found]);
    expect(repeatedTypes([one, moduleOf("lab/a.test.ts", text)])).toEqual([]);
    expect(repeatedTypes([one, moduleOf("twin/b.ts", text.replace("A", "B"))])).toEqual([]);
  },
);
