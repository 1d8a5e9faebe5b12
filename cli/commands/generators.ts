/** `bptm generators`: runs each unit on the twin, and shows whether the meter accepts it. */
import { UNITS } from "@bptm/twin/sources/generators";
import { checkGenerator } from "@bptm/lab/typetest/generator-check";
import type { GeneratorVerdict } from "@bptm/lab/typetest/generator-check";
import { near } from "@bptm/text/near";
import { Progress, complain, print } from "../terminal/output";

/** Options of the command. */
interface GeneratorsCommand {
  readonly seed: number;
  readonly json?: boolean;
}

const shown = (value: number | null, digits: number): string =>
  value === null ? "unknown" : value.toFixed(digits);

function line(verdict: GeneratorVerdict): string {
  const { name, acceptable, volts, hertz, distortion_percent, run_up_s, reason } = verdict;
  const columns = [
    name.padEnd(24),
    (acceptable ? "acceptable" : "NOT acceptable").padEnd(15),
    shown(volts, 1).padStart(8),
    shown(hertz, 2).padStart(8),
    shown(distortion_percent, 1).padStart(8),
    shown(run_up_s, 1).padStart(8),
  ];
  return `${columns.join(" ")}  ${reason}`;
}

/**
 * Judges the named units, or all. Returns the exit status: 1 for an unknown name, or when the meter
 * rejects a unit whose label calls it acceptable.
 */
export async function judgeGenerators(
  names: readonly string[],
  { seed, json }: GeneratorsCommand,
): Promise<number> {
  const known = UNITS.map((unit) => unit.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    complain(`bptm: E-UNIT-01: there is no generator "${unknown}"; ${near(unknown, known)}.`);
    return 1;
  }
  const chosen = names.length === 0 ? known : names;
  const head = [
    "unit".padEnd(24),
    "verdict".padEnd(15),
    "   volts",
    "   hertz",
    "dist. %",
    "run-up s",
  ];
  if (json !== true) print(`${head.join(" ")}  why`);
  const progress = new Progress();
  const verdicts: GeneratorVerdict[] = [];
  for (const [done, name] of chosen.entries()) {
    progress.show(done / chosen.length, name);
    // One turn of the event loop, to notice a signal or a closed pipe between two units.
    await new Promise((resolve) => void setImmediate(resolve));
    const verdict = checkGenerator(name, seed);
    verdicts.push(verdict);
    progress.clear();
    if (json !== true) print(line(verdict));
    else progress.step(`${name}: ${verdict.acceptable ? "acceptable" : "not acceptable"}`);
  }
  if (json === true) print(JSON.stringify(verdicts, null, 1));
  const labels = new Map(UNITS.map((unit) => [unit.name, unit.acceptable]));
  const surprising = verdicts.some((one) => labels.get(one.name) === true && !one.acceptable);
  return surprising ? 1 : 0;
}
