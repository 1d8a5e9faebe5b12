import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PARTS } from "./parts.mjs";
import { layoutInto, plain, reader } from "./wasm.mjs";

test("the compiler gets the SIMD lines only if requested", () => {
  const base = mkdtempSync(join(tmpdir(), "bptm-wasm-"));
  mkdirSync(join(base, "twin/network"), { recursive: true });
  writeFileSync(join(base, "twin/network/network-lines.ts"), "scalar");
  expect(reader(true)("twin/network/network-lines.ts", base)).toBe("scalar");
  writeFileSync(join(base, "twin/network/network-lines.simd.ts"), "two rows");
  expect(reader(true)("twin/network/network-lines.ts", base)).toBe("two rows");
  expect(reader(false)("twin/network/network-lines.ts", base)).toBe("scalar");
  expect(reader(true)("twin/absent.ts", base)).toBeNull();
});

test("a patch must find its text exactly once", () => {
  const base = mkdtempSync(join(tmpdir(), "bptm-wasm-"));
  mkdirSync(join(base, "core"));
  writeFileSync(join(base, "core/a.ts"), "one two two");
  const patched = (find: string): string | null =>
    reader(false, {}, new Set(), [{ file: "core/a.ts", find, replace: "2" }])("core/a.ts", base);
  expect(patched("one")).toBe("2 two two");
  expect(() => patched("two")).toThrow("stands 2 times in core/a.ts");
  expect(() => patched("three")).toThrow("stands 0 times");
});

test("the layout has fields, offsets and plain types of the project's classes only", () => {
  const layout: Record<string, unknown> = {};
  const field = (name: string, memoryOffset: number, type: string): [string, object] => [
    name,
    { fieldDeclaration: {}, instance: { name, memoryOffset, type } },
  ];
  const record = (internalName: string, name: string): object => ({
    internalName,
    name,
    members: new Map([field("ring", 4, "~lib/typedarray/Int32Array"), field("n", 0, "i32")]),
  });
  const transform = Object.create(layoutInto(layout).prototype);
  transform.program = {
    managedClasses: new Map([
      [1, record("~lib/@bptm/core/sense/Sense", "Sense")],
      [2, record("~lib/string/String", "String")],
    ]),
  };
  transform.afterCompile();
  const fields = [
    ["ring", 4, "Int32Array"],
    ["n", 0, "i32"],
  ];
  expect(layout).toEqual({ Sense: fields });
  expect(plain("core/control/State")).toBe("State");
});

test("each product is made once, from an entry in one of its rooms", () => {
  expect(new Set(PARTS.map(({ product }) => product)).size).toBe(PARTS.length);
  for (const { entry, from } of PARTS) expect(from).toContain(entry.split("/")[0]);
});
