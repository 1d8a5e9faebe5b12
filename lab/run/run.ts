/** Runs a condition from its first sample to its verdict. */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import { placeSwitches } from "@bptm/twin/home/home";
import { slotOf } from "@bptm/twin/house/homes";
import { outcomeOf } from "./expect";
import type { Condition } from "../scenario/condition";
import type { MeterEvent } from "@bptm/text/drain";
import type { WaveformCapture } from "./waveform-capture";
import { EnergyBalance } from "./energy-balance";
import type { Engine } from "../host/host";
import type { HomeState, Result, ResultEvent } from "./result";
import { Gathering } from "./reached";
import { violationsOf } from "./rules";
import type { RunRecorder } from "./run-recorder";
import { plain, sayEvent } from "@bptm/text/say";
import { Stage } from "./stage";
import { RunLog, wholeMomentOf } from "./run-log";
import type { Moment, WholeMoment } from "./run-log";

/** How to run it. */
export interface RunOptions {
  readonly seed?: number | undefined;
  readonly engine?: Engine | undefined;
  /** Another module of build/ than the lab's own; see `openHost`. */
  readonly module?: string | undefined;
  /** False computes every sample of a home at rest too; the result is the same. */
  readonly fastForward?: boolean | undefined;
  /**
   * Awaited after each quarter of a simulated second and each fast-forward: to pace, to show, to
   * stop.
   */
  readonly pause?: ((simulated_s: number) => Promise<void> | void) | undefined;
  /** Asked as often, with whether the house is live; true ends the run. */
  readonly enough?: ((simulated_s: number, live: boolean) => boolean) | undefined;
  /** Records it; see run-recorder.ts. */
  readonly recorder?: RunRecorder | undefined;
  /** Draws it for a report; see waveform-capture.ts. */
  readonly capture?: WaveformCapture | undefined;
  /** Told of each event and each change as it is seen. */
  readonly watch?: ((line: TimelineLine) => void) | undefined;
}

/** One line of a run's timeline: what was said, and how everything stood then. */
export interface TimelineLine {
  readonly time_s: number;
  readonly event?: ResultEvent;
  readonly note?: string;
  readonly state: HomeState;
}

const SLICE = SAMPLE_HZ / 4;

const rounded = (time_s: number): number => Math.round(time_s * 1000) / 1000;

function stageOf(condition: Condition, options: RunOptions): Stage {
  const { home, generator, settings } = condition;
  const stage = new Stage({
    seed: options.seed ?? condition.seed,
    house: home.house,
    generator,
    engine: options.engine,
    module: options.module,
    settings,
  });
  if (home.loads_on !== undefined) {
    const slots = home.loads_on.map((name) => 1 << slotOf(stage.house, name));
    stage.world.home.house.on = slots.reduce((all, bit) => all | bit, 0);
  }
  if (home.switches !== undefined) {
    const [u, g] = home.switches.map((one) => (one === "closed" ? 1 : 0));
    placeSwitches(stage.world.home, u ?? 1, g ?? 0);
  }
  for (const stimulus of condition.timeline) stage.plan(stimulus);
  return stage;
}

/** An event in words. */
function eventLine(event: MeterEvent): ResultEvent {
  const { sequence, id, severity, time_ms } = event;
  const sentence = plain(sayEvent(event));
  return { time_s: rounded(time_ms / 1000), sequence, id, severity, sentence };
}

const stateOf = ({
  connected,
  line_out,
  switches,
  lights,
  powered,
  lockout,
}: Moment): HomeState => ({
  connected,
  line_out,
  switches,
  lights,
  powered,
  lockout,
});

/** Advances a stage to the end of its condition, keeping the moments that are asked for. */
async function play(
  condition: Condition,
  stage: Stage,
  { pause, enough, recorder, fastForward = true }: RunOptions,
): Promise<Map<number, WholeMoment>> {
  const asked = condition.expect.flatMap(({ at_s }) => at_s ?? []);
  const stops = [...new Set([...asked, condition.duration_s])]
    .filter((time) => time <= condition.duration_s)
    .toSorted((a, b) => a - b);
  const at = new Map<number, WholeMoment>();
  // A recording wants every sample.
  const skips = fastForward && recorder === undefined;
  let over = false;
  for (const stop of stops) {
    const end = Math.round(stop * SAMPLE_HZ);
    while (stage.sample < end && !over) {
      const left = end - stage.sample;
      if (!skips || stage.fastForward(left, SLICE) === 0) stage.advance(Math.min(SLICE, left));
      // In order: each slice waits for its own pace.
      if (pause !== undefined) await pause(stage.sample / SAMPLE_HZ);
      const live = stage.world.judge.truth.out_dead_samples === 0;
      over = enough?.(stage.sample / SAMPLE_HZ, live) ?? false;
    }
    at.set(stop, wholeMomentOf(stage));
  }
  return at;
}

/** Lines for the events of a tick, or for a change that no event told of. */
function tell(
  watch: (line: TimelineLine) => void,
  stage: Stage,
  runLog: RunLog,
  seen: number,
  events: readonly MeterEvent[],
): void {
  const changed = runLog.moments.length > seen;
  if (!changed && events.length === 0) return;
  const state = stateOf(wholeMomentOf(stage));
  const time_s = rounded(stage.time_ms / 1000);
  for (const event of events) watch({ time_s, event: eventLine(event), state });
  if (events.length === 0) watch({ time_s, state });
}

/** Runs a condition; gives its result. The invariants are judged without being named. */
export async function runCondition(
  condition: Condition,
  options: RunOptions = {},
): Promise<Result> {
  const stage = stageOf(condition, options);
  const runLog = new RunLog(stage);
  const gathering = new Gathering(stage);
  const balance = new EnergyBalance(stage);
  const notes: { time_s: number; text: string }[] = [];
  options.capture?.begin(stage);
  options.recorder?.begin(stage, `${condition.id} ${condition.title}`);
  stage.onTick = (events) => {
    const seen = runLog.moments.length;
    runLog.tick(events);
    options.recorder?.tick(events);
    options.capture?.tick();
    gathering.tick(events);
    balance.tick();
    if (options.watch !== undefined) tell(options.watch, stage, runLog, seen, events);
  };
  stage.onNote = (text) => {
    const time_s = rounded(stage.time_ms / 1000);
    notes.push({ time_s, text });
    options.watch?.({ time_s, note: text, state: stateOf(wholeMomentOf(stage)) });
  };
  const at = await play(condition, stage, options);
  const end = wholeMomentOf(stage);
  const expectations = condition.expect.map((one) => outcomeOf(one, { runLog, at, end }));
  const violations = violationsOf(stage.world.judge);
  const { energy } = balance;
  const balanced = energy.balance !== "broken";
  const passed = violations.length === 0 && balanced && expectations.every(({ held }) => held);
  return {
    format: "bptm-result-1",
    condition: condition.id,
    title: condition.title,
    group: condition.group,
    severity: condition.severity,
    seed: options.seed ?? condition.seed,
    engine: stage.host.engine,
    verdict: passed ? "pass" : "fail",
    violations,
    expectations,
    events: runLog.events.map(eventLine),
    changes: runLog.moments.map((one) => ({ time_s: rounded(one.time_s), ...stateOf(one) })),
    notes,
    reached: gathering.reached,
    energy,
    final: { ...stateOf(end), sentence: end.sentence },
    simulated_s: rounded(stage.sample / SAMPLE_HZ),
  };
}
