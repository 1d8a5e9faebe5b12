/**
 * The price of `isolate_on_outage`, by the figures of the settings: how long a short outage lasts
 * for a house whose service switch opens in it.
 */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import { Connected } from "@bptm/core/control/control";
import { libraryFiles } from "@bptm/lab/scenario/library";
import { readCondition } from "@bptm/lab/scenario/condition-file";
import { ScenarioRun } from "@bptm/lab/run/scenario-run";
import { expect, test } from "vitest";

/** The grid fails for the first time at this time, for 0.6 s. */
const CUT_S = 10;
const OUTAGE_S = 0.6;
/** The next outage is later than this. */
const UNTIL_S = 35;
/** What docs/safety.md and the setting say: `restore_dark_s` and 2 s longer. */
const PRICE_S = 2;

test.each([3, 5, 8, 12])(
  "with restore_dark_s %i an outage lasts at most that and 2 s longer",
  async (restore_dark_s) => {
    const [file] = libraryFiles().filter(({ id }) => id === "X-31");
    const condition = readCondition(file!.file);
    const settings = { isolate_on_outage: 1, restore_dark_s };
    const { simulation } = new ScenarioRun({ ...condition, settings });
    const { transfer } = simulation.world.meter.control;
    let back_s = 0;
    simulation.observe({
      tick: () => {
        const dark = transfer.connected !== Connected.Utility;
        if (dark) back_s = simulation.sample / SAMPLE_HZ;
      },
    });
    simulation.advance(UNTIL_S * SAMPLE_HZ);
    const longer_s = back_s - CUT_S - OUTAGE_S;
    expect(longer_s).toBeGreaterThan(1);
    expect(longer_s).toBeLessThan(restore_dark_s + PRICE_S);
  },
);
