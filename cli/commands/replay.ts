/** `bptm replay`: what the meter would have measured and decided for a recording. */
import { readRecording } from "@bptm/lab/recordings/comtrade-read";
import type { ComtradeRecording } from "@bptm/lab/recordings/comtrade-read";
import { INPUTS } from "@bptm/lab/host/meter-inputs";
import { replay, describeFeed } from "@bptm/lab/replay/replay";
import type { ReplayResult, ReplayLine, ReplaySecond } from "@bptm/lab/replay/replay";
import { guessMapping } from "@bptm/lab/replay/replay-guess";
import { mappingOfFile, mappingOfWords } from "@bptm/lab/replay/replay-mapping";
import type { Feed } from "@bptm/lab/replay/replay-mapping";
import type { InitialConnection } from "@bptm/lab/replay/replay-plant";
import { SENTENCES } from "@bptm/text/texts";
import { InputError, print } from "../terminal/output";

/** Options of the command. */
interface ReplayCommand {
  readonly map?: readonly string[];
  readonly mapFile?: string;
  readonly secondary?: boolean;
  readonly before: number;
  readonly after: number;
  readonly to60Hz?: boolean;
  readonly connected: InitialConnection;
  readonly json?: boolean;
}

function feedsOf(recording: ComtradeRecording, options: ReplayCommand): Feed[] {
  const { map = [], mapFile, secondary } = options;
  if (map.length > 0 && mapFile !== undefined) {
    throw new InputError("E-CLI-03", "--map and --map-file cannot be combined; give one of them.");
  }
  if (mapFile !== undefined) return mappingOfFile(mapFile, recording.config);
  if (map.length > 0) return mappingOfWords(map, recording.config);
  return guessMapping(recording, secondary === true ? "secondary" : "primary");
}

function triggerAfter_s({ config: { start, trigger } }: ComtradeRecording): number | undefined {
  if (start === undefined || trigger === undefined) return undefined;
  return Math.round((trigger.ms - start.ms) * 1000) / 1e6;
}

function printHead(
  recording: ComtradeRecording,
  feeds: readonly Feed[],
  options: ReplayCommand,
): void {
  const { config, file, samples, length_s } = recording;
  const who = [config.station, config.device].filter((one) => one !== "").join(", ");
  print(`${file}  ${who}`);
  const line = config.line_hz > 0 ? `${config.line_hz} Hz` : "no line frequency given";
  const length = `${samples} samples in ${length_s.toFixed(3)} s`;
  const channels = `${config.analog.length} analog and ${config.status.length} status channels`;
  print(`COMTRADE ${config.revision}, ${config.format}: ${channels}, ${length}, ${line}.`);
  const trigger = triggerAfter_s(recording);
  const after = trigger === undefined ? "" : `, triggered after ${trigger.toFixed(3)} s`;
  if (config.start !== undefined) print(`Begun ${config.start.text}${after}.`);
  print("");
  const given = (options.map?.length ?? 0) > 0 || options.mapFile !== undefined;
  print(given ? "Mapping:" : "Mapping, guessed (--map CHANNEL=INPUT*FACTOR sets another):");
  for (const feed of feeds) print(`  ${describeFeed(recording, feed)}`);
  const dead = INPUTS.filter((_, at) => !feeds.some(({ input }) => input === at));
  const voltages = dead.filter(({ name, unit }) => unit === "V" && !name.startsWith("out"));
  if (voltages.length > 0) print(`  dead: ${voltages.map(({ name }) => name).join(", ")}`);
  if (!feeds.some(({ input }) => INPUTS[input]?.name.startsWith("out") === true)) {
    print("  out_l1 and out_l2 follow the switch that is closed; switches follow their orders");
  }
  print("");
}

const column = (text: string, width: number): string => text.padStart(width);
const seconds = (time_s: number): string => column(time_s.toFixed(3), 9);

/** The state of a source in words. */
function inWords(said: string): string {
  return SENTENCES.reason.find(({ id }) => id === said)?.text ?? said;
}

function printLine({ time_s, event, state }: ReplayLine): void {
  const [u, g] = state.switches;
  const lights = state.powered ? state.lights.join(" ") : "no power";
  const where = `U ${u}, G ${g} | ${lights}`;
  const sources = `Grid: ${inWords(state.utility)}; generator: ${inWords(state.generator)}.`;
  const said = event?.sentence ?? (state.powered ? sources : "");
  print(`${seconds(time_s)}  ${where.padEnd(44)} ${said}`.trimEnd());
}

function secondLine(one: ReplaySecond): string {
  if (!one.powered) return `${seconds(one.time_s)}  no power`;
  const volts = (value: number | null): string => column(value?.toFixed(1) ?? "-", 7);
  const { utility: u, generator: g, out } = one;
  const range = `${volts(one.utility_line_min_v)} to${volts(one.utility_line_max_v)}`;
  const hz = (value: number | null): string => column(value === null ? "-" : value.toFixed(2), 6);
  const generator = `${volts(g.l1_v)}${volts(g.l2_v)} ${hz(g.hz)}`;
  const grid = `${volts(u.l1_v)}${volts(u.l2_v)} ${hz(u.hz)} ${range}`;
  return `${seconds(one.time_s)}  ${grid}  ${generator}  ${volts(out.l1_v)}${volts(out.l2_v)}`;
}

function printEnd({ seconds: rows, final }: ReplayResult): void {
  print("");
  print("Sensed: RMS volts and hertz at the end of each second");
  const grid = "grid L1     L2     Hz  line in this second";
  print(`   second  ${grid}   gen. L1     L2     Hz   house L1     L2`);
  for (const row of rows) print(secondLine(row));
  print("");
  if (final.sentence === "") print("In the end the meter has no power.");
  else print(`In the end: ${final.sentence}`);
}

function jsonOf(
  recording: ComtradeRecording,
  feeds: readonly Feed[],
  replayed: ReplayResult,
): object {
  const { config, file, samples, length_s } = recording;
  return {
    format: "bptm-replay-1",
    file,
    station: config.station,
    device: config.device,
    revision: config.revision,
    data_format: config.format,
    line_hz: config.line_hz,
    samples,
    length_s,
    start: config.start?.text ?? null,
    trigger_after_s: triggerAfter_s(recording) ?? null,
    channels: config.analog.map(({ name, phase, unit }) => ({ name, phase, unit })),
    mapping: feeds.map(({ channel, input, factor }) => ({
      channel: config.analog[channel]?.name,
      number: channel + 1,
      input: INPUTS[input]?.name,
      factor,
    })),
    ...replayed,
  };
}

/** Replays a recording. */
export function runReplay(file: string, options: ReplayCommand): number {
  const recording = readRecording(file);
  const feeds = feedsOf(recording, options);
  const aloud = options.json !== true;
  const lines: ReplayLine[] = [];
  const replayed = replay({
    recording,
    feeds,
    side: options.secondary === true ? "secondary" : "primary",
    before_s: options.before,
    after_s: options.after,
    to_hz: options.to60Hz === true ? 60 : undefined,
    connected: options.connected,
    watch: (line) => lines.push(line),
  });
  if (!aloud) {
    print(JSON.stringify(jsonOf(recording, feeds, replayed), null, 1));
    return 0;
  }
  printHead(recording, feeds, options);
  for (const statement of replayed.statements) print(statement);
  print("Times count from the first sample of the recording.");
  print("");
  print("   second  switches as verified | lights            what the meter says");
  for (const line of lines) printLine(line);
  printEnd(replayed);
  return 0;
}
