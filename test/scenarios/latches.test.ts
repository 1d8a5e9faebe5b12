/**
 * Every latch is set by its cause although any other latch stands already, and none of them clears
 * another (SAFETY: lock-outs are a set). Each cause is a condition of the library; the other latch
 * is put into the meter's record shortly before it.
 */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import { libraryFiles } from "@bptm/lab/scenario/library";
import { readCondition } from "@bptm/lab/scenario/condition-file";
import { ScenarioRun } from "@bptm/lab/run/scenario-run";
import { LATCHES } from "@bptm/text/latch-list";
import type { LatchText } from "@bptm/text/latch-list";
import { latchesIn } from "@bptm/text/latches";
import { describe, expect, test } from "vitest";

/** A condition that sets a latch. */
interface Cause {
  readonly condition: string;
  /** The other latch is set at this time, after which the cause follows. */
  readonly other_at_s: number;
  /** The run ends here, before an order of the condition clears the latches. */
  readonly until_s: number;
  /** The cause needs this switch to close. */
  readonly closes?: "utility" | "generator";
  /** The cause needs the service switch to open by itself, without an order. */
  readonly opens_utility?: true;
}

const CAUSES: Readonly<Record<string, Cause>> = {
  UtilityFedBack: { condition: "R-03", other_at_s: 32, until_s: 60, closes: "generator" },
  SourceInHouse: { condition: "H-48", other_at_s: 3, until_s: 30, opens_utility: true },
  LineOutCameAlive: { condition: "R-05", other_at_s: 32, until_s: 50, closes: "generator" },
  GeneratorFollows: { condition: "H-32", other_at_s: 19, until_s: 50, opens_utility: true },
  GeneratorStuckClosed: { condition: "H-60", other_at_s: 46, until_s: 200 },
  UtilityStuckClosed: { condition: "R-06", other_at_s: 10, until_s: 60 },
  UtilityStuckOpen: { condition: "H-61", other_at_s: 60, until_s: 200, closes: "utility" },
  GeneratorStuckOpen: { condition: "R-04", other_at_s: 32, until_s: 80, closes: "generator" },
  StoreBad: { condition: "H-84", other_at_s: 7.5, until_s: 30 },
  SuspectLatched: { condition: "R-07", other_at_s: 344.6, until_s: 460, closes: "generator" },
};

/** The ids of the latches that stand after the run, and of all that stood during it. */
async function latchesAfter(cause: Cause, other: LatchText | undefined) {
  const files = libraryFiles().filter(({ id }) => id === cause.condition);
  const run = new ScenarioRun(readCondition(files[0]!.file));
  const { simulation } = run;
  const stored = simulation.world.meter.control.stored;
  const seen = new Set<string>();
  const standing = (): string[] => latchesIn(stored.latches).map(({ id }) => id);
  simulation.observe({ tick: () => standing().forEach((id) => seen.add(id)) });
  simulation.advance(Math.round(cause.other_at_s * SAMPLE_HZ));
  if (other !== undefined) {
    stored.latches |= 1 << other.bit;
    stored.version_counter += 1;
  }
  simulation.advance(Math.round(cause.until_s * SAMPLE_HZ) - simulation.sample);
  return { seen: [...seen], standing: standing() };
}

/** Whether the other latch keeps a switch from the move that the cause needs. */
function prevents({ id, forbids }: LatchText, { closes, opens_utility }: Cause): boolean {
  if (opens_utility === true && (id === "UtilityStuckClosed" || id === "StoreBad")) return true;
  return closes !== undefined && forbids.includes(closes);
}

describe("each latch is set although another stands, and leaves that one standing", () => {
  test("every latch has a condition that sets it", () => {
    expect(Object.keys(CAUSES).toSorted()).toEqual(LATCHES.map(({ id }) => id).toSorted());
  });

  test.each(Object.entries(CAUSES))("%s", async (id, cause) => {
    expect((await latchesAfter(cause, undefined)).seen).toContain(id);
    for (const other of LATCHES) {
      if (other.id === id || prevents(other, cause)) continue;
      const { seen, standing } = await latchesAfter(cause, other);
      expect({ other: other.id, seen }).toEqual({
        other: other.id,
        seen: expect.arrayContaining([id, other.id]) as unknown,
      });
      if (other.way_out === "order") expect(standing).toContain(other.id);
    }
  });
});
