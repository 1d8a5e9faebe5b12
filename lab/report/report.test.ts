import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { AgainstError, differencesTo, readReport } from "./against";
import { parseCondition } from "../scenario/condition-file";
import { coverageOf } from "./coverage";
import { runConditions } from "../campaign/run-conditions";
import type { ConditionOutcome } from "../campaign/run-conditions";
import { reportPage } from "./report";

const CONDITION = `
id: H-01
group: Utility
severity: nuisance
title: An outage <script>alert(1)</script>
story: It ends "soon" & well.
generator: open-frame-7500
duration_s: 8
timeline:
  - { at: 4, utility: cut }
expect:
  - { event: UtilityLost, after_s: 4, before_s: 6 }
`;

const folder = mkdtempSync(join(tmpdir(), "bptm-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(text: string): Promise<ConditionOutcome[]> {
  return runConditions([parseCondition(text, "a.yaml")], { jobs: 1, waveforms: true });
}

const pageOf = (outcomes: ConditionOutcome[], differences?: string[]): string =>
  reportPage({ outcomes, coverage: coverageOf(outcomes), about: { commit: "abc" }, differences });

function kept(page: string): string {
  const file = join(folder, "report.html");
  writeFileSync(file, page);
  return file;
}

test("a report holds verdicts, timelines and waveforms, and loads nothing", async () => {
  const page = pageOf(await run(CONDITION));
  expect(page).toContain("<h1>1 of 1 conditions pass</h1>");
  expect(page).toContain("Grid lost");
  expect(page).not.toContain("<script>alert");
  expect(page).not.toMatch(/(src|href)="(?!#)/);
  expect(page).not.toMatch(/@import|url\(|fetch\(/);
});

test("a report holds the true voltages in compact form", async () => {
  const page = pageOf(await run(CONDITION));
  const [, script = ""] = /<script type="module">(.*?)<\/script>/s.exec(page) ?? [];
  const [reader] = script.split("/* Draws");
  const { unpacked } = (await import(
    `data:text/javascript,${encodeURIComponent(reader ?? "")}`
  )) as {
    readonly unpacked: (text: string) => number[];
  };
  const [, data = ""] = /id="campaign">(.*?)<\/script>/s.exec(page) ?? [];
  const { conditions } = JSON.parse(data) as {
    conditions: Record<string, { waveforms: { envelope: { out: string } } }>;
  };
  const volts = unpacked(conditions["H-01"]?.waveforms.envelope.out ?? "");
  expect(volts).toHaveLength(80);
  expect(volts.slice(5, 39).every((value) => value > 235 && value < 245)).toBe(true);
  expect(volts.slice(45).every((value) => value < 5)).toBe(true);
  expect(data.length).toBeLessThan(5000);
});

test("a repeated campaign does not differ from its report", async () => {
  const outcomes = await run(CONDITION);
  const earlier = readReport(kept(pageOf(outcomes)));
  expect(differencesTo(earlier, await run(CONDITION), true)).toEqual([]);
});

test("different events or verdicts, new and missing conditions are reported", async () => {
  const outcomes = await run(CONDITION);
  const earlier = readReport(kept(pageOf(outcomes)));
  const [later] = differencesTo(earlier, await run(CONDITION.replace("at: 4,", "at: 4.5,")), true);
  expect(later).toMatch(/^H-01: different events: was "4\.\d+ .*", is "\d/);
  const [failed] = differencesTo(
    earlier,
    await run(CONDITION.replace("before_s: 6", "before_s: 4")),
    true,
  );
  expect(failed).toMatch(/^H-01: pass became fail: event UtilityLost/);
  const other = await run(CONDITION.replace("id: H-01", "id: H-02"));
  const fresh = "H-02: not in the earlier report";
  expect(differencesTo(earlier, other, true)).toEqual([fresh, "H-01: only in the earlier report"]);
  expect(differencesTo(earlier, other, false)).toEqual([fresh]);
});

test.each([
  ["nothing", ""],
  ["another page", "<!doctype html><title>x</title>"],
  ["half a report", '<script type="application/json" id="campaign">{"format":"bptm-rep</script>'],
  ["another format", '<script type="application/json" id="campaign">{"format":"2"}</script>'],
])("%s is not accepted as an earlier report", (_name, text) => {
  const file = kept(text);
  expect(() => readReport(file)).toThrow(AgainstError);
  expect(() => readReport(file)).toThrow(`E-LAB-02: ${file}: it is not a complete report`);
});

test("a missing file is reported", () => {
  expect(() => readReport(join(folder, "none.html"))).toThrow("it cannot be read");
});
