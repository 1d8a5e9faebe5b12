/** The one-line diagram in words, from the same frame. */
import type { Frame, MeasuringPointState } from "@bptm/station/wire/api";
import { DASH, fixed, quantity, sum } from "../base/numbers";

/** "no frequency" for a dead line, a dash for an unknown one. */
export function hertz(point: MeasuringPointState): string {
  if (point.hertz !== null) return quantity(point.hertz, 2, "Hz");
  return point.state === "dead" ? "no frequency" : DASH;
}

/** The power of both legs, or why there is no figure. */
export function power(house: Frame["house"]): string {
  const watts = sum(house.legs.map((leg) => leg.watts));
  if (watts !== null && house.source !== "inside") return quantity(watts, 0, "W");
  return house.source === "inside" ? "load unknown" : DASH;
}

const orUnknown = (text: string): string => (text === DASH ? "unknown" : text);

function pointText(name: string, point: MeasuringPointState): string {
  const legs = point.legs.map(
    (leg, index) => `leg ${index + 1} ${orUnknown(quantity(leg.volts, 1, "volts"))}`,
  );
  const line = orUnknown(quantity(point.line_volts, 1, "volts"));
  return `${name}: ${point.word}, ${line}, ${orUnknown(hertz(point))}, ${legs.join(", ")}.`;
}

function houseText(house: Frame["house"]): string {
  const legs = house.legs.map((leg, index) => {
    const parts = [
      quantity(leg.volts, 1, "volts"),
      quantity(leg.amps, 1, "amperes"),
      quantity(leg.watts, 0, "watts"),
    ];
    return `leg ${index + 1} ${parts.map(orUnknown).join(", ")}`;
  });
  const source = {
    utility: "fed by the utility",
    generator: "fed by the generator",
    inside: "fed from inside, by a source of its own",
    none: "not fed",
    unknown: "source unknown",
  }[house.source];
  return `House: ${source}; ${legs.join("; ")}.`;
}

export function diagramText(frame: Frame): string {
  const breaker =
    frame.generator.state === "dead" || frame.generator.state === "unknown"
      ? " The position of the 30 ampere breaker is unknown."
      : "";
  return [
    "One-line diagram.",
    pointText("Utility", frame.utility),
    `Switch U: ${frame.switch_u.word}.`,
    pointText("Generator", frame.generator) + breaker,
    `Cable: ${neutralText(frame.neutral)}.`,
    `Switch G: ${frame.switch_g.word}.`,
    "A mechanical interlock stands between U and G.",
    houseText(frame.house),
  ].join(" ");
}

/** The neutral reference in words, under the generator. */
export function neutralText(neutral: Frame["neutral"]): string {
  return {
    valid: "neutral reference present",
    "not tested": "neutral reference not tested",
    lost: "neutral reference lost",
    unknown: "neutral reference unknown",
  }[neutral];
}

/** Wraps a text into lines of this many letters; cuts what does not fit into the last line. */
export function wrap(text: string, letters: number, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && longer.length > letters) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  if (lines.length <= most) return lines;
  const last = lines[most - 1] ?? "";
  return [...lines.slice(0, most - 1), `${last.slice(0, letters - 1)}…`];
}

/** "was 239.3 V", while only a past value is available. */
export function wasVolts(was: MeasuringPointState | undefined): string {
  const volts = was?.line_volts ?? null;
  return volts === null ? "" : `was ${fixed(volts, 1)} V`;
}
