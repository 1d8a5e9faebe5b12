/**
 * Maps channels of a recording to inputs of the meter, each with a factor: from words like
 * `Va=utility_l1*0.5` or from a file.
 */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import type { Config } from "../recordings/comtrade-config";
import { INPUTS } from "../host/meter-inputs";
import { near } from "@bptm/text/near";
import { RecordingError, causeOf } from "../recordings/recording-error";

/** A channel that feeds an input. */
export interface Feed {
  /** Index of the analog channel. */
  readonly channel: number;
  /** Index of the input. */
  readonly input: number;
  /** Volts or amperes at the input per unit of the channel. */
  readonly factor: number;
}

const normalized = (text: string): string => text.replaceAll(/\s+/g, " ").trim().toLowerCase();

function channelOf(text: string, config: Config, where: string): number {
  const wanted = normalized(text);
  const number = /^#(\d+)$/.exec(wanted)?.[1];
  if (number !== undefined && config.analog[Number(number) - 1] !== undefined) {
    return Number(number) - 1;
  }
  const names = config.analog.map(({ name }) => name);
  const found = names.flatMap((name, at) => (normalized(name) === wanted ? [at] : []));
  const [one, other] = found;
  if (one === undefined) {
    const count = `channels are also #1 to #${names.length}`;
    const sentence = `there is no analog channel "${text}"; ${near(text, names)}; ${count}.`;
    throw new RecordingError("E-REC-12", where, sentence);
  }
  if (other !== undefined) {
    const numbers = found.map((at) => `#${at + 1}`).join(" and ");
    const sentence = `"${text}" is the name of ${numbers}; name one by its number.`;
    throw new RecordingError("E-REC-12", where, sentence);
  }
  return one;
}

/** Volts or amperes in one of the channel's unit. */
export function unitFactor(unit: string): number {
  const letter = unit.trim().replace(/^к/, "k").replace(/^м/, "m");
  if (letter.length < 2) return 1;
  if (letter.startsWith("k") || letter.startsWith("K")) return 1000;
  if (letter.startsWith("M")) return 1e6;
  return letter.startsWith("m") ? 0.001 : 1;
}

/** Reads `INPUT` or `INPUT*FACTOR`. */
function feedOf(channel: string, text: string, config: Config, where: string): Feed {
  const [input = "", factor = "1", ...more] = text.split("*").map((part) => part.trim());
  const names = INPUTS.map(({ name }) => name);
  const at = names.indexOf(input.toLowerCase());
  if (at < 0) {
    const sentence = `the meter has no input "${input}"; ${near(input, names)}.`;
    throw new RecordingError("E-REC-12", where, sentence);
  }
  const times = factor === "" || more.length > 0 ? Number.NaN : Number(factor);
  if (!Number.isFinite(times)) {
    const sentence = `"${text}" is not an input times a number; write it like "utility_l1*0.5".`;
    throw new RecordingError("E-REC-12", where, sentence);
  }
  const index = channelOf(channel, config, where);
  const unit = unitFactor(config.analog[index]?.unit ?? "");
  return { channel: index, input: at, factor: times * unit };
}

function checkedFeeds(feeds: readonly Feed[], where: string): Feed[] {
  const seen = new Set<number>();
  for (const { input } of feeds) {
    const name = INPUTS[input]?.name ?? "";
    if (seen.has(input)) {
      const sentence = `${name} is mapped twice; remove one of the two.`;
      throw new RecordingError("E-REC-12", where, sentence);
    }
    seen.add(input);
  }
  if (!feeds.some(({ input }) => INPUTS[input]?.unit === "V")) {
    const sentence = "no voltage is mapped, so the meter would have no power; map one.";
    throw new RecordingError("E-REC-12", where, sentence);
  }
  return [...feeds];
}

/** Reads a mapping from words of the command line. */
export function mappingOfWords(words: readonly string[], config: Config): Feed[] {
  const where = "--map";
  const feeds = words.map((word) => {
    const cut = word.lastIndexOf("=");
    if (cut < 1) {
      const sentence = `"${word}" is not CHANNEL=INPUT; write it like "Va=utility_l1*0.5".`;
      throw new RecordingError("E-REC-12", where, sentence);
    }
    return feedOf(word.slice(0, cut).trim(), word.slice(cut + 1), config, where);
  });
  return checkedFeeds(feeds, where);
}

const fileShape = z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)]));

/** Reads a mapping from a file: one channel per line, with its input or a list of inputs. */
export function mappingOfFile(file: string, config: Config): Feed[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const sentence = `the mapping cannot be read (${causeOf(error)}); name another file.`;
    throw new RecordingError("E-REC-12", file, sentence);
  }
  let content: unknown;
  try {
    content = parse(text);
  } catch {
    content = undefined;
  }
  const read = fileShape.safeParse(content);
  if (!read.success) {
    const sentence = 'it is not a mapping; write lines like "Va: utility_l1*0.5".';
    throw new RecordingError("E-REC-12", file, sentence);
  }
  const feeds = Object.entries(read.data).flatMap(([channel, inputs]) =>
    [inputs].flat().map((input) => feedOf(channel, input, config, file)),
  );
  return checkedFeeds(feeds, file);
}
