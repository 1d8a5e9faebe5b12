/**
 * How much more load can be turned on: amperes left per leg first, then the part of 30 A in use.
 */
import type { VNode } from "preact";
import type { Headroom as HeadroomLine, Tone } from "@bptm/station/wire/api";
import { DASH, fixed } from "../base/numbers";

const RATING_AMPS = 30;

interface LegProps {
  readonly name: string;
  readonly left: number | null;
  readonly used: number | null;
  readonly was: number | null;
}

/** "18.8 A left", "over by 3.2 A", "Unknown". */
export function leftWords(left: number | null): { figure: string; word: string } {
  if (left === null) return { figure: "Unknown", word: "" };
  const figure = `${fixed(Math.abs(left), 1)} A`;
  return { figure, word: left < 0 ? "too much" : "left" };
}

function usedWords(used: number | null, was: number | null): string {
  if (used !== null) return `${fixed(used, 1)} of ${RATING_AMPS} A`;
  return was === null ? `${DASH} of ${RATING_AMPS} A` : `was ${fixed(was, 1)} of ${RATING_AMPS} A`;
}

/** An unknown value must not look like a reading: a hatched field that says so. */
function UnknownBar({ name }: { name: string }): VNode {
  return (
    <div class="bar unknown" role="img" aria-label={`Amperes used on leg ${name}: unknown`}>
      <s />
    </div>
  );
}

function Bar({ name, left, used }: { name: string; left: number | null; used: number }): VNode {
  const words = leftWords(left);
  return (
    <div
      class={used > RATING_AMPS ? "bar over" : "bar"}
      role="meter"
      aria-label={`Amperes used on leg ${name}`}
      aria-valuemin={0}
      aria-valuemax={RATING_AMPS}
      aria-valuenow={Math.min(RATING_AMPS, Math.max(0, used))}
      aria-valuetext={`${usedWords(used, null)}, ${words.figure} ${words.word}`}
    >
      <i style={{ width: `${Math.min(100, (used / RATING_AMPS) * 100)}%` }} />
      <s />
    </div>
  );
}

function Leg(props: LegProps): VNode {
  const { figure, word } = leftWords(props.left);
  return (
    <div class="leg">
      <p>
        <strong>
          {props.name}
          <span class="figure">{figure}</span>
          {word === "" ? null : <small>{word}</small>}
        </strong>
        <span>{usedWords(props.used, props.was)}</span>
      </p>
      {props.used === null ? (
        <UnknownBar name={props.name} />
      ) : (
        <Bar name={props.name} left={props.left} used={props.used} />
      )}
    </div>
  );
}

interface HeadroomProps {
  readonly headroom: HeadroomLine;
  readonly was: HeadroomLine | null;
  readonly tone: Tone;
}

export function Headroom({ headroom, was, tone }: HeadroomProps): VNode {
  const trips = headroom.breaker_trips_s;
  const colour = headroom.now ? "generator" : tone === "unknown" ? "unknown" : "utility";
  return (
    <section class={`room tone-${colour}`} aria-labelledby="room-title">
      <div class="head">
        <h2 id="room-title">
          {headroom.now ? "Room on the generator" : "Room if on the generator"}
        </h2>
        <span>{RATING_AMPS} A per leg</span>
      </div>
      {(["L1", "L2"] as const).map((name, leg) => (
        <Leg
          key={name}
          name={name}
          left={headroom.left_amps[leg] ?? null}
          used={headroom.used_amps[leg] ?? null}
          was={was?.used_amps[leg] ?? null}
        />
      ))}
      <div class="scale" aria-hidden="true">
        <span>0</span>
        <span>24 A</span>
        <span>30 A</span>
      </div>
      {trips === null ? null : (
        <p class="note trips">Breaker trips in about {Math.max(1, Math.round(trips))} s.</p>
      )}
      <p class="note">{headroom.note}</p>
    </section>
  );
}
