/** The customer's download, against the published schema of ESPI. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { greenButton } from "@bptm/c12/records/green-button";
import { intervalCsv } from "@bptm/c12/records/interval-rows";
import { INTERVAL_S, LoadProfile } from "@bptm/c12/records/load-profile";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needs, needsFile } from "../needs";
import { serviceWith } from "../station/stand-in-service";
import { METER, NOON_S, profileOf, quarter } from "./meter";

const SCHEMA = "BPTM_ESPI_SCHEMA";

/** Two hours and a gap of half an hour, one quarter of it partly recorded. */
function profile(): LoadProfile {
  const made = profileOf(8, NOON_S);
  const late_s = NOON_S + 2 * INTERVAL_S;
  const partial = { ...quarter(5), partial: true, values: [5, undefined, 6, undefined, 900] };
  made.add(late_s, partial, [2000, 0, 9, undefined, undefined], "power failed");
  return made;
}

const feed = [
  ...greenButton({
    identity: { ...METER.identity, device_id: "A & <B>" },
    profile: profile(),
    made_s: NOON_S,
    zone_s: -6 * 3600,
  }),
].join("");

/** The resources of a feed. */
const contents = (text: string): string[] =>
  [...text.matchAll(/<content[^>]*>\n(.*?)\n {4}<\/content>/gs)].map(([, found]) => found ?? "");

/** The feed as the station serves it. */
async function served(intervals: LoadProfile, query = ""): Promise<string> {
  const station = await serviceWith(intervals);
  const answer = await fetch(`${station.address}/api/green-button.xml${query}`);
  const text = await answer.text();
  await station.close();
  return text;
}

/** So many whole days, and a day that is not over, of which the first hours are not known. */
function longProfile(days: number): LoadProfile {
  const made = profileOf(days * 96 - 40, NOON_S);
  made.add(
    NOON_S + 9 * INTERVAL_S,
    quarter(900),
    [9000, 0, 9, undefined, undefined],
    "power failed",
  );
  return made;
}

test("the generator is a separate usage point", () => {
  expect(feed.match(/<UsagePoint /g)).toHaveLength(2);
  const values = (point: number, reading: number): number[] => {
    const place = `UsagePoint/${point}/MeterReading/${reading}/IntervalBlock/1"`;
    const entry = feed
      .split("<entry>")
      .find((one) => one.includes(`rel="self" href="/espi/1_1/resource/${place}`));
    return [...(entry ?? "").matchAll(/<value>(\d+)</g)].map(([, value]) => Number(value));
  };
  expect(values(1, 1)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 5]);
  expect(values(1, 2)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  expect(values(2, 1)).toEqual([0, 1, 2, 3, 4, 5, 6, 0, 6]);
});

test("an unknown quarter hour has no reading, and a partial one is marked", () => {
  const start = (quarters: number): string => `<start>${NOON_S + quarters * INTERVAL_S}</start>`;
  expect(feed).not.toContain(start(0));
  expect(feed).not.toContain(start(1));
  const late = feed.split("\n").filter((line) => line.includes(start(2)));
  expect(late).toHaveLength(2);
  for (const line of late) expect(line).toContain("<quality>10</quality>");
  expect(feed).toContain("<title>Meter A &#38; &#60;B&#62;</title>");
});

test("in CSV, an unknown value is an empty cell", () => {
  const lines = [...intervalCsv(profile())].join("").trimEnd().split("\r\n");
  expect(lines[0]).toBe(
    "start,end,utility_delivered_wh,utility_received_wh,generator_wh,utility_minimum_dv," +
      "on_generator_s,outage,partial,long,clock_forward,clock_back",
  );
  expect(lines.at(-1)).toBe("2026-05-04T12:30:00Z,2026-05-04T12:45:00Z,5,,6,,900,0,1,0,0,0");
  expect(lines.at(-2)).toBe("2026-05-04T12:15:00Z,2026-05-04T12:30:00Z,,,,,,1,0,0,0,0");
});

needs("xmllint", "libxml2-utils")("with xmllint", () => {
  const wellFormed = (text: string): void =>
    void execFileSync("xmllint", ["--noout", "-"], { input: text });

  test("the feed is well-formed", async () => {
    wellFormed(feed);
    wellFormed(await served(longProfile(180)));
    wellFormed(await served(new LoadProfile()));
  });

  needsFile(SCHEMA, "espi.xsd of NAESB ESPI 4.0")("and the schema", () => {
    let folder: string;
    let schema: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "bptm-espi-"));
      schema = join(folder, "espi.xsd");
      copyFileSync(process.env[SCHEMA]!, schema);
      // The schema imports Atom's and uses nothing of it.
      const atom = `targetNamespace="http://www.w3.org/2005/Atom"`;
      const empty = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${atom}/>`;
      writeFileSync(join(folder, "atom.xsd"), empty);
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    function check(texts: readonly string[]): void {
      const files = texts.map((text, n) => {
        const file = join(folder, `${n}.xml`);
        writeFileSync(file, text);
        return file;
      });
      execFileSync("xmllint", ["--noout", "--schema", schema, ...files], { stdio: "pipe" });
    }

    test("each resource is valid, and the check can fail", () => {
      const resources = contents(feed);
      expect(resources).toHaveLength(2 + 3 * 2 + 3 + 1);
      check(resources);
      const bad = resources[2]!.replace("<uom>72</uom>", "<uom>none</uom>");
      expect(() => check([bad])).toThrow();
    });

    test.each([
      { what: "half a year", profile: longProfile(180), query: "", blocks: 3 * 180 },
      {
        what: "a range across midnight",
        profile: longProfile(3),
        query: "?from=2026-05-03T23:30Z&to=2026-05-04T00:15Z",
        blocks: 3 * 2,
      },
      { what: "a meter without a quarter hour", profile: new LoadProfile(), query: "", blocks: 0 },
    ])("what the station serves is valid: $what", async ({ profile: held, query, blocks }) => {
      const resources = contents(await served(held, query));
      expect(resources).toHaveLength(2 + 3 * 2 + blocks + 1);
      check(resources);
    });
  });
});
