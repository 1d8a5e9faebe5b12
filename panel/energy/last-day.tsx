/**
 * The strip of the last day. Height is energy; the generator is hatched; a bar below marks a grid
 * outage; unknown quarter hours are empty.
 */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { VNode } from "preact";
import type { IntervalLine } from "@bptm/station/wire/api";
import { cellsOf, dayOf, dayStart, dayText, hourOf, quarterText, QUARTERS, ticks } from "./day";
import type { Day, Quarter } from "./day";
import { quantity } from "../base/numbers";
import { read } from "../base/station";

/** Units of the drawing. */
const STEP = 4;
const WIDTH = QUARTERS * STEP;
const BAR = 3;
const TOP = 46;
const MARK = { y: TOP + 4, height: 5 };
const HEIGHT = MARK.y + MARK.height;

/** Reads the day again whenever another quarter hour is over or recorded. */
function useDay(now: string, recorded_until: string | null): Day | null {
  const [lines, setLines] = useState<readonly IntervalLine[]>([]);
  const start_ms = dayStart(now, recorded_until);
  useEffect(() => {
    if (start_ms === null || recorded_until === null) return setLines([]);
    let wanted = true;
    const take = async (): Promise<void> => {
      const from = new Date(start_ms).toISOString();
      const found = await read<IntervalLine[]>(`api/intervals?from=${from}`);
      if (wanted && found !== null) setLines(found);
    };
    void take();
    return () => {
      wanted = false;
    };
  }, [start_ms, recorded_until]);
  return useMemo(() => (start_ms === null ? null : dayOf(lines, start_ms)), [lines, start_ms]);
}

type PathPart = (quarter: Quarter, n: number) => string;

/** One path for all bars of a kind, so that no seams show between them. */
const path = ({ quarters }: Day, part: PathPart): string => quarters.map(part).join("");

const bar = (n: number, y: number, height: number, width = BAR): string =>
  height > 0 ? `M${n * STEP} ${y.toFixed(2)}h${width}v${height.toFixed(2)}h${-width}z` : "";

function Bars({ day }: { day: Day }): VNode {
  const scale = day.most_wh === 0 ? 0 : (TOP - 2) / day.most_wh;
  const utility = ({ line }: Quarter): number => (line?.utility_delivered_wh ?? 0) * scale;
  const generator = ({ line }: Quarter): number => (line?.generator_wh ?? 0) * scale;
  const known = ({ line }: Quarter): boolean =>
    line?.utility_delivered_wh != null || line?.generator_wh != null;
  const field: PathPart = (quarter, n) => (known(quarter) ? bar(n, 0, TOP, STEP) : "");
  const ground: PathPart = (quarter, n) => (known(quarter) ? `M${n * STEP} ${TOP}h${STEP}` : "");
  const below: PathPart = (quarter, n) => bar(n, TOP - utility(quarter), utility(quarter));
  const above: PathPart = (quarter, n) =>
    bar(n, TOP - utility(quarter) - generator(quarter), generator(quarter));
  const out: PathPart = ({ line }, n) => (line?.outage ? bar(n, MARK.y, MARK.height, STEP) : "");
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={dayText(day)}>
      <pattern
        id="day-hatch"
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect class="hatch-back" width="6" height="6" />
        <rect class="hatch" width="4" height="6" />
      </pattern>
      <path class="field" d={path(day, field)} />
      <path class="utility" d={path(day, below)} />
      <path fill="url(#day-hatch)" d={path(day, above)} />
      <path class="ground" d={path(day, ground)} />
      <path class="out" d={path(day, out)} />
      {day.quarters.map((quarter, n) => (
        <rect key={n} class="touch" x={n * STEP} width={STEP} height={HEIGHT}>
          <title>{quarterText(quarter)}</title>
        </rect>
      ))}
    </svg>
  );
}

/** Reserves the space of the strip before the first data. */
const Blank = (): VNode => (
  <div class="strip" aria-hidden="true">
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} />
    <p class="scale" />
  </div>
);

function Strip({ day }: { day: Day }): VNode {
  return (
    <div class="strip">
      <Bars day={day} />
      <p class="scale hours" aria-hidden="true">
        {ticks(day).map(({ hour, at }) => (
          <span key={hour} style={{ left: `${at}%` }}>
            {hour}
          </span>
        ))}
      </p>
    </div>
  );
}

const weekday = (time_ms: number): string =>
  new Date(time_ms).toLocaleDateString("en-GB", { weekday: "short" });

/** The same as a table, newest first. */
function Table({ day }: { day: Day }): VNode {
  return (
    <div class="quarters" role="region" aria-label="Quarter hours, newest first" tabIndex={0}>
      <table>
        <caption>Watt hours in 15 minutes</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Utility</th>
            <th scope="col">Generator</th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {day.quarters.toReversed().map((quarter) => {
            const [utility, generator, note] = cellsOf(quarter);
            return (
              <tr key={quarter.start_ms}>
                <th scope="row">
                  {weekday(quarter.start_ms)} {hourOf(quarter.start_ms)}
                </th>
                <td>{utility}</td>
                <td>{generator}</td>
                <td>{note}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const LINKS = [
  { to: "api/green-button.xml", name: "Green Button" },
  { to: "api/intervals.csv", name: "CSV" },
] as const;

function Downloads(): VNode {
  return (
    <p class="downloads">
      Download
      {LINKS.map(({ to, name }) => (
        <a key={to} href={to} download="" aria-label={`${name}: download all quarter hours`}>
          {name}
        </a>
      ))}
    </p>
  );
}

interface DayProps {
  readonly now: string;
  readonly recorded_until: string | null;
}

/** The caption above the strip. */
function caption(day: Day | null, recorded_until: string | null): string {
  if (day === null) return "";
  if (recorded_until === null) return "nothing recorded yet";
  if (day.unknown === QUARTERS) return "nothing known";
  return `up to ${quantity(day.most_wh, 0, "Wh")}`;
}

export function LastDay({ now, recorded_until }: DayProps): VNode {
  const day = useDay(now, recorded_until);
  const strip = useMemo(() => (day === null ? null : <Strip day={day} />), [day]);
  const table = useMemo(() => (day === null ? null : <Table day={day} />), [day]);
  return (
    <div class="day">
      <p class="day-head">
        <strong>Last 24 hours</strong>
        {day !== null && day.outages > 0 ? <span class="key">grid out</span> : null}
        <span>{caption(day, recorded_until)}</span>
      </p>
      {strip ?? <Blank />}
      <div class="day-foot">
        <Downloads />
        <details>
          <summary>As a table</summary>
          {table}
        </details>
      </div>
    </div>
  );
}
