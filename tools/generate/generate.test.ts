import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "assemblyscript/asc";
import { expect, test } from "vitest";
import { comment, emitSettings, wrap } from "./emit.mjs";
import { renderAll } from "./generate.mjs";
import { path } from "../project/paths.mjs";
import { readTables } from "./tables.mjs";

const tables = readTables(path("tools/generate/fixtures"));
const files: Record<string, string> = await renderAll(tables);

/** A folder that holds one table with the given text. */
function folderWith(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "bptm-tables-"));
  writeFileSync(join(folder, `${name}.yaml`), text);
  return folder;
}

test("settings become a class with defaults and a check of the limits", () => {
  const text = files["core/lists/settings.ts"];
  expect(text).toMatch(/^\/\/ Generated from core\/lists\/settings\.yaml by `npm run generate`/);
  expect(text).toContain("  retransfer_delay_s: i32 = 60;");
  expect(text).toContain("if (s.isolate_on_outage < 0 || s.isolate_on_outage > 1) return 2;");
  expect(text).toContain("15 to 300 s. The utility often fails again within a minute");
});

test("a long table is checked by several short functions", () => {
  const limits = { unit: "s", default: 1, min: 0, max: 2, why: "w", source: "s" };
  const settings = Array.from({ length: 61 }, (_, at) => ({ name: `delay_${at}_s`, ...limits }));
  const text: string = emitSettings({ settings });
  expect(text.match(/^function firstError/gm)).toHaveLength(3);
  expect(text).toContain("if (s.delay_60_s < 0 || s.delay_60_s > 2) return 61;");
});

test("the core's files compile to WebAssembly; the check returns the first index", async () => {
  const wasm: Uint8Array[] = [];
  const entry = `import { Settings, settingsError } from "./settings";
    import { Event } from "./events";
    import { Doing } from "./codes";
    export function error(delay: i32, isolate: i32): i32 {
      const s = new Settings();
      s.retransfer_delay_s = delay;
      s.isolate_on_outage = isolate;
      return settingsError(s);
    }
    export function codes(): i32 {
      return Event.GeneratorAccepted * 10 + Doing.WaitsForGenerator;
    }`;
  const { error, stderr } = await main(
    ["core/lists/entry.ts", "-o", "x.wasm", "--runtime", "stub", "--use", "abort="],
    {
      readFile: (name) => (name === "core/lists/entry.ts" ? entry : (files[name] ?? null)),
      writeFile: (_, bytes) => void wasm.push(bytes as Uint8Array),
      listFiles: () => [],
    },
  );
  expect(error, stderr.toString()).toBeNull();
  const module = await WebAssembly.instantiate(new Uint8Array(wasm[0] ?? []));
  const made = module.instance.exports as Record<string, (...values: number[]) => number>;
  expect(made["error"]?.(60, 0)).toBe(0);
  expect(made["error"]?.(14, 0)).toBe(1);
  expect(made["error"]?.(300, 2)).toBe(2);
  expect(made["codes"]?.()).toBe(121);
});

test("texts keep the placeholders of a sentence untouched", () => {
  expect(files["text/texts.ts"]).toContain('"Generator accepted: {a:mv} V, {b:mhz} Hz."');
  expect(files["text/texts.ts"]).toContain("next: [],");
});

test("pages have one heading, and a bar in a text does not break a table", () => {
  for (const name of ["settings", "events", "sentences"]) {
    expect(files[`docs/reference/${name}.md`]?.match(/^# /gm)).toHaveLength(1);
  }
  expect(files["docs/reference/sentences.md"]).toContain("Start the generator \\| or wait.");
});

test("a bad table is refused with its file, its entry and the fix", () => {
  const bad = "- { name: a_s, default: 5, min: 6, max: 7, why: w, source: s }";
  expect(() => readTables(folderWith("settings", bad))).toThrow(
    /settings\.yaml: a_s: the default must lie between 6 and 7/,
  );
  const twice = `- { id: A, code: 1, severity: info, sentence: s }
- { id: B, code: 1, severity: info, sentence: s }`;
  expect(() => readTables(folderWith("events", twice))).toThrow(/B: code 1 is used twice/);
});

test("an event that reuses the code of a retired one is refused in one sentence", () => {
  const folder = folderWith("events", "- { id: B, code: 7, severity: info, sentence: s }");
  const retire = (code: number): void =>
    writeFileSync(join(folder, "retired-events.yaml"), `- { id: A, code: ${code}, reason: r }`);
  retire(7);
  expect(() => readTables(folder)).toThrow(
    /events\.yaml: B: code 7 belonged to the retired event A, choose another\.$/,
  );
  retire(8);
  expect(readTables(folder)).toMatchObject({ events: [{ code: 7 }] });
});

test("a reason that a table of the meter cannot hold is refused", () => {
  const of = (length: number): string =>
    folderWith("sentences", `reason: [{ id: A, code: 1, text: ${"x".repeat(length)} }]`);
  expect(readTables(of(90))).toMatchObject({ sentences: { reason: [{ code: 1 }] } });
  expect(() => readTables(of(91))).toThrow(/sentences\.yaml: A: at most 90 octets/);
});

test("long comments are wrapped", () => {
  expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
  expect(comment("short", "  ")).toEqual(["  /** short */"]);
  expect(comment("word ".repeat(30).trim()).length).toBeGreaterThan(3);
});
