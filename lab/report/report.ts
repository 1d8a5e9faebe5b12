/** A campaign as one self-contained page: verdicts, timelines, oscillograms and provenance. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { projectPath } from "@bptm/runtime/project-files";
import type { Coverage } from "./coverage";
import { coverageLines } from "./coverage";
import type { ConditionOutcome } from "../campaign/run-conditions";
import type { CapturedWaveforms } from "../run/waveform-capture";
import { escaped } from "@bptm/text/markup";
import { decidedBy, isPassed } from "./verdict-table";

/** A campaign with what is needed to reproduce it. */
interface CampaignReport {
  readonly outcomes: readonly ConditionOutcome[];
  readonly coverage: Coverage;
  /** Commit, versions, machine: name and value. */
  readonly about: Readonly<Record<string, string>>;
  /** Differences to an earlier report, when one was given. */
  readonly differences?: readonly string[] | undefined;
}

/** A file of lab/report that becomes part of the page. */
const pageFile = (name: string): string => readFileSync(projectPath(`lab/report/${name}`), "utf8");

const pageStyle = (): string => pageFile("page.css");
const pageScript = (): string => pageFile("unpack.js") + pageFile("page.js");

/** The page's content security policy: it allows its own style and script only. */
export function reportPolicy(): readonly string[] {
  const hash = (text: string): string =>
    `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    "default-src 'none'",
    `style-src ${hash(pageStyle())}`,
    `script-src ${hash(pageScript())}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
}

/** JSON that cannot end the script element that holds it. */
const embedded = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

const row = (cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;

function verdictRow(outcome: ConditionOutcome): string {
  const { id, title, severity } = outcome.condition;
  const verdict = outcome.result === undefined ? "not judged" : isPassed(outcome) ? "pass" : "FAIL";
  const cells = [
    `<a href="#${escaped(id)}">${escaped(id)}</a>`,
    `<span class="${isPassed(outcome) ? "pass" : "fail"}">${verdict}</span>`,
    escaped(severity),
    escaped(title),
    escaped(decidedBy(outcome)),
  ];
  return row(cells);
}

function timeline({ result }: ConditionOutcome): string {
  const said = [
    ...(result?.events ?? []).map(({ time_s, sentence }) => ({ time_s, text: sentence })),
    ...(result?.notes ?? []),
  ].toSorted((a, b) => a.time_s - b.time_s);
  const rows = said.map(({ time_s, text }) => row([time_s.toFixed(3), escaped(text)]));
  return `<table class="timeline">
<thead><tr><th>second</th><th>message</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
}

function expectations({ result }: ConditionOutcome): string {
  const held = (result?.expectations ?? []).map((one) =>
    row([one.held ? "held" : "BROKEN", escaped(one.expected), escaped(one.seen)]),
  );
  const broken = (result?.violations ?? []).map((one) =>
    row([
      "UNSAFE",
      `invariant ${one.invariant}: ${escaped(one.rule)}`,
      `${one.first_s.toFixed(3)} s: ${escaped(one.seen)}`,
    ]),
  );
  return `<table><tbody>${[...held, ...broken].join("\n")}</tbody></table>`;
}

function section(outcome: ConditionOutcome): string {
  const { id, title, group, story, seed, generator, home, settings } = outcome.condition;
  const set = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const facts = [`seed ${seed}`, `${home.house} house`, generator, ...set].join(", ");
  return `<section id="${escaped(id)}" class="${isPassed(outcome) ? "passed" : "failed"}">
<h2>${escaped(id)} ${escaped(title)}</h2>
<p>${escaped(group)}. ${escaped(story)}</p>
<p class="facts">${escaped(facts)}</p>
${expectations(outcome)}
<figure class="states" data-condition="${escaped(id)}"></figure>
<details><summary>Timeline and oscillograms</summary>
${timeline(outcome)}
<figure class="waves" data-condition="${escaped(id)}"></figure>
</details>
</section>`;
}

/** Data of one condition for the page's script and for comparison with later reports. */
interface ConditionPageData {
  readonly changes: unknown;
  readonly waveforms: CapturedWaveforms | undefined;
  readonly simulated_s: number;
  readonly verdict: string;
  readonly decided_by: string;
  readonly events: readonly string[];
}

function pageDataOf(outcome: ConditionOutcome): ConditionPageData {
  const { result, waveforms } = outcome;
  return {
    changes: result?.changes ?? [],
    waveforms,
    simulated_s: result?.simulated_s ?? 0,
    verdict: result?.verdict ?? "not judged",
    decided_by: decidedBy(outcome),
    events: (result?.events ?? []).map(({ time_s, id }) => `${time_s.toFixed(3)} ${id}`),
  };
}

/** The whole page. */
export function reportPage({ outcomes, coverage, about, differences }: CampaignReport): string {
  const failed = outcomes.filter((one) => !isPassed(one)).length;
  const data = Object.fromEntries(outcomes.map((one) => [one.condition.id, pageDataOf(one)]));
  const facts = Object.entries(about).map(([name, value]) => row([escaped(name), escaped(value)]));
  const compared =
    differences === undefined
      ? ""
      : `<h2>Differences to the earlier report</h2><ul>${
          differences.map((line) => `<li>${escaped(line)}</li>`).join("") ||
          "<li>no difference</li>"
        }</ul>`;
  const carried = embedded({ format: "bptm-report-1", conditions: data });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>BPTM lab: ${outcomes.length - failed} of ${outcomes.length} conditions pass</title>
<style>${pageStyle()}</style></head><body>
<h1>${outcomes.length - failed} of ${outcomes.length} conditions pass</h1>
<table class="facts"><tbody>${facts.join("\n")}</tbody></table>
${compared}
<h2>Verdicts</h2>
<table class="verdicts"><thead><tr><th>condition</th><th>verdict</th><th>severity</th><th>title</th>
<th>reason</th></tr></thead><tbody>${outcomes.map(verdictRow).join("\n")}</tbody></table>
<h2>Coverage</h2>
<ul>${coverageLines(coverage)
    .map((line) => `<li>${escaped(line)}</li>`)
    .join("\n")}</ul>
${outcomes.map(section).join("\n")}
<script type="application/json" id="campaign">${carried}</script>
<script type="module">${pageScript()}</script>
</body></html>
`;
}
