/**
 * Green Button: the load profile as an Atom feed of ESPI resources (NAESB REQ.21). The generator is
 * a separate usage point, so its energy is never counted as the utility's. An unknown quarter hour
 * has no reading; an incomplete one is marked.
 */
import { createHash } from "node:crypto";
import { INTERVAL_S } from "./load-profile";
import type { DayBlock } from "./load-profile";
import type { MeterIdentity } from "./meter-data";

const ESPI = "http://naesb.org/espi";
const ROOT = "/espi/1_1/resource";

/** One series of readings. */
interface Series {
  readonly title: string;
  /** Channel of the load profile. */
  readonly channel: number;
  /** Direction code of ESPI: 1 forward, 19 reverse. */
  readonly direction: 1 | 19;
}

/** An ESPI usage point. */
interface UsagePoint {
  readonly number: number;
  readonly title: string;
  readonly series: readonly Series[];
}

const POINTS: readonly UsagePoint[] = [
  {
    number: 1,
    title: "Electricity from the utility",
    series: [
      { title: "Delivered by the utility", channel: 0, direction: 1 },
      { title: "Received by the utility", channel: 1, direction: 19 },
    ],
  },
  {
    number: 2,
    title: "Electricity from the customer's generator",
    series: [{ title: "Delivered by the generator", channel: 2, direction: 1 }],
  },
];

/** The meter of a feed. */
interface FeedSource {
  readonly identity: Pick<MeterIdentity, "serial" | "device_id">;
  readonly profile: { readonly days: readonly DayBlock[] };
  /** When the feed is generated, in universal time. */
  readonly made_s: number;
  /** Seconds east of Greenwich, in standard time. */
  readonly zone_s: number;
}

const escape = (text: string): string =>
  text.replace(/[<>&"]/g, (char) => `&#${char.codePointAt(0)};`);

/** An identifier that stays the same in every feed of this meter. */
function identifier(serial: string, place: string): string {
  const hash = createHash("sha1").update(`bptm:${serial}:${place}`).digest("hex");
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `5${hash.slice(13, 16)}`];
  return `urn:uuid:${[...parts, `8${hash.slice(17, 20)}`, hash.slice(20, 32)].join("-")}`;
}

const dated = (time_s: number): string => new Date(time_s * 1000).toISOString();

interface AtomEntry {
  /** Path under the root. */
  readonly place: string;
  readonly up: string;
  readonly related: readonly string[];
  readonly title: string;
  readonly content: string;
}

function entryText({ identity, made_s }: FeedSource, entry: AtomEntry): string {
  const link = (rel: string, place: string): string =>
    `    <link rel="${rel}" href="${ROOT}/${place}"/>`;
  return [
    "  <entry>",
    `    <id>${identifier(identity.serial, entry.place)}</id>`,
    link("self", entry.place),
    link("up", entry.up),
    ...entry.related.map((place) => link("related", place)),
    `    <title>${escape(entry.title)}</title>`,
    `    <content type="application/xml">\n${entry.content}\n    </content>`,
    `    <published>${dated(made_s)}</published>`,
    `    <updated>${dated(made_s)}</updated>`,
    "  </entry>",
  ].join("\n");
}

/** Without daylight saving time: all times of the feed are universal. */
const clock = (zone_s: number): string =>
  `<LocalTimeParameters xmlns="${ESPI}">
  <dstEndRule>FFFFFFFF</dstEndRule>
  <dstOffset>0</dstOffset>
  <dstStartRule>FFFFFFFF</dstStartRule>
  <tzOffset>${zone_s}</tzOffset>
</LocalTimeParameters>`;

const USAGE_POINT = `<UsagePoint xmlns="${ESPI}">
  <ServiceCategory>
    <kind>0</kind>
  </ServiceCategory>
</UsagePoint>`;

/** Watt hours of each interval: delta data, electricity, energy, raw. */
const readingType = (direction: number): string => `<ReadingType xmlns="${ESPI}">
  <accumulationBehaviour>4</accumulationBehaviour>
  <commodity>1</commodity>
  <dataQualifier>12</dataQualifier>
  <defaultQuality>14</defaultQuality>
  <flowDirection>${direction}</flowDirection>
  <intervalLength>${INTERVAL_S}</intervalLength>
  <kind>12</kind>
  <powerOfTenMultiplier>0</powerOfTenMultiplier>
  <timeAttribute>0</timeAttribute>
  <uom>72</uom>
</ReadingType>`;

const period = (name: string, start_s: number, duration_s: number): string =>
  `<${name}><duration>${duration_s}</duration><start>${start_s}</start></${name}>`;

/** Quality code of ESPI for a reading that does not cover its whole interval. */
const INCOMPLETE = 10;

/** A day's readings; undefined when there are none. */
function intervalBlock(day: DayBlock, channel: number): string | undefined {
  const readings = day.intervals.flatMap(({ values, partial, long, outage }, n) => {
    const value = values[channel];
    if (value === undefined) return [];
    const flawed = partial || long || outage;
    const quality = `<ReadingQuality><quality>${INCOMPLETE}</quality></ReadingQuality>`;
    const when = period("timePeriod", day.start_s + n * INTERVAL_S, INTERVAL_S);
    const inside = `${flawed ? quality : ""}${when}<value>${value}</value>`;
    return [`  <IntervalReading>${inside}</IntervalReading>`];
  });
  if (readings.length === 0) return undefined;
  const whole = period("interval", day.start_s, day.intervals.length * INTERVAL_S);
  return [`<IntervalBlock xmlns="${ESPI}">`, `  ${whole}`, ...readings, "</IntervalBlock>"].join(
    "\n",
  );
}

function* seriesEntries(
  feed: FeedSource,
  point: UsagePoint,
  series: Series,
  number: number,
): Generator<AtomEntry> {
  const up = `UsagePoint/${point.number}/MeterReading`;
  const place = `${up}/${number}`;
  const at = `${place}/IntervalBlock`;
  const type = `ReadingType/${point.number}${number}`;
  const { title, direction, channel } = series;
  const content = `<MeterReading xmlns="${ESPI}"/>`;
  yield { place, up, related: [at, type], title, content };
  const described = readingType(direction);
  yield { place: type, up: "ReadingType", related: [], title, content: described };
  for (const day of feed.profile.days) {
    const block = intervalBlock(day, channel);
    if (block === undefined) continue;
    yield { place: `${at}/${day.sequence}`, up: at, related: [], title, content: block };
  }
}

function* pointEntries(feed: FeedSource, point: UsagePoint): Generator<AtomEntry> {
  const place = `UsagePoint/${point.number}`;
  const related = [`${place}/MeterReading`, "LocalTimeParameters/1"];
  const { title, series } = point;
  yield { place, up: "UsagePoint", related, title, content: USAGE_POINT };
  for (const [n, one] of series.entries()) yield* seriesEntries(feed, point, one, n + 1);
}

function* feedEntries(feed: FeedSource): Generator<AtomEntry> {
  for (const point of POINTS) yield* pointEntries(feed, point);
  yield {
    place: "LocalTimeParameters/1",
    up: "LocalTimeParameters",
    related: [],
    title: "Time zone",
    content: clock(feed.zone_s),
  };
}

/**
 * The feed as XML, one resource at a time, because half a year of quarter hours takes megabytes. A
 * feed without readings still lists both usage points.
 */
export function* greenButton(feed: FeedSource): Generator<string> {
  const { identity, made_s } = feed;
  yield [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <id>${identifier(identity.serial, "feed")}</id>`,
    `  <title>Meter ${escape(identity.device_id)}</title>`,
    `  <updated>${dated(made_s)}</updated>`,
    `  <link rel="self" href="${ROOT}/Batch/UsagePoint"/>`,
    "",
  ].join("\n");
  for (const entry of feedEntries(feed)) yield `${entryText(feed, entry)}\n`;
  yield "</feed>\n";
}
