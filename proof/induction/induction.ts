/**
 * One transition of meter and environment as terms, for a proof by induction: the invariants hold
 * after every start, are preserved by every tick and every power cut, and imply the invariants of
 * docs/safety.md. The core is not modelled: its terms come from build/core.wasm.
 */
import { COIL_CURRENT_MIN_MA } from "@bptm/core/hardware/contract";
import { DEAD_LEG_MV, DEAD_LINE_MV } from "@bptm/core/hardware/hardware";
import { PROOF_TICKS_MAX, RESERVE_MV_MAX, atMost, between, is, voltageLies } from "./invariants";
import type { Field } from "./invariants";
import type { FaultScope } from "./scopes";
import { fixed, settingsNow } from "./settings";
import type { SymbolicMeter } from "../symbolic/symbolic-meter";
import { SymbolicStage } from "../symbolic/symbolic-stage";
import type { StageTerms } from "../symbolic/symbolic-stage";
import {
  all,
  and,
  arithmetic,
  constant,
  eq,
  implies,
  isSet,
  ite,
  or,
  ult,
  variable,
} from "../symbolic/term";
import type { Term } from "../symbolic/term";

/** Core and environment before and after one tick. */
export interface SymbolicTick {
  readonly before: Field;
  readonly after: Field;
  /** Constraints on the choices of the environment. */
  readonly choices: readonly Term[];
  /** Bits of the invariants that this tick breaks. */
  readonly broken: Term;
  /** When the compiled code traps instead. */
  readonly trap: Term;
}

/** Fields of `SceneChoice` and `PlantChoice`, and below what their values are. */
const CHOICES: Readonly<Record<string, number>> = {
  "scene.grid": 4,
  "scene.generator": 3,
  "scene.house": 4,
  "scene.in_step": 2,
  "choice.pole_u1": 2,
  "choice.pole_u2": 2,
  "choice.pole_g1": 2,
  "choice.pole_g2": 2,
  "choice.stuck_u1": 2,
  "choice.stuck_u2": 2,
  "choice.stuck_g1": 2,
  "choice.stuck_g2": 2,
  "choice.driver": 2,
  "choice.weak": 2,
};
/** Choices that depend on the plant, in the order of `RangedChoice` in proof-stage.ts. */
const RANGED = [
  "choice.pair_u1",
  "choice.pair_u2",
  "choice.pair_g1",
  "choice.pair_g2",
  "scene.current_u",
  "scene.current_g",
  "scene.lie",
];

const DEAD = 0;

const inside = (path: string, low: number, high: number): Term =>
  between(variable(path), low, high);
/** Ranges of the settings, and of the readings of a 16-bit converter. */
const RANGES: readonly Term[] = [
  inside("control.settings.dead_time_ms", 1000, 10000),
  inside("control.settings.back_voltage_clear_s", 10, 120),
  inside("control.settings.isolate_after_ms", 200, 600),
  inside("control.settings.transfers_per_hour", 4, 60),
  inside("proposed.transfers_per_hour", 4, 60),
  inside("proposed.isolate_after_ms", 200, 600),
  inside("proposed.dead_time_ms", 1000, 10000),
  inside("control.settings.overload_a", 30, 40),
  inside("proposed.overload_a", 30, 40),
  inside("control.readings.coil_reserve_mv", 0, RESERVE_MV_MAX),
];

export class Induction {
  private readonly stage = new SymbolicStage();

  /** `meter`: the core to prove. */
  constructor(
    private readonly meter: SymbolicMeter,
    private readonly scope: FaultScope,
  ) {}

  /** An arbitrary state of the environment: one variable for each field. */
  private environment(): StageTerms {
    return new Map(this.stage.paths.map((path) => [path, this.fieldOf(path)]));
  }

  /** Without hardware block: the proof does not depend on it. */
  private fieldOf(path: string): Term {
    const { interlock } = this.scope;
    if (path === "plant.hardware.mechanical") return constant(interlock ? 1 : 0);
    if (path.startsWith("plant.hardware.")) return constant(0);
    const by_itself = path.startsWith("plant.faults.closes_itself");
    return by_itself && !interlock ? constant(0) : variable(path);
  }

  /** At most as many faults as the scope allows. */
  private fewFaults(): Term[] {
    const faults = this.stage.paths
      .filter((path) => path.startsWith("plant.faults."))
      .map((path) => this.fieldOf(path));
    const sum = faults.reduce((a, b) => arithmetic("add", a, b), constant(0));
    const most = this.scope.faults_max;
    return [...faults.map((one) => ult(one, constant(2))), ult(sum, constant(most + 1))];
  }

  /** Constraints on the choices, as the environment offers them. */
  private choicesOf(environment: StageTerms): Term[] {
    const plain = Object.entries(CHOICES).map(([path, below]) =>
      ult(environment.get(path) as Term, constant(below)),
    );
    const ranged = RANGED.map((path, number) => {
      const { result } = this.stage.run("optionsOf", environment, [constant(number)]);
      return ult(environment.get(path) as Term, result);
    });
    return [...plain, ...ranged];
  }

  /** How the readings relate to the true state; every other reading is free. */
  private readings(sensed: StageTerms): { of: ReadonlyMap<string, Term>; fits: Term[] } {
    const get = (name: string): Term => sensed.get(`sensed.${name}`) as Term;
    const coil = variable("control.readings.coil_current_ma");
    const flows = atMost(constant(COIL_CURRENT_MIN_MA), coil);
    const of = new Map([
      ["control.readings.utility_contacts", get("contacts_u")],
      ["control.readings.generator_contacts", get("contacts_g")],
      ["control.readings.utility_current", get("current_u")],
      ["control.readings.generator_current", get("current_g")],
    ]);
    const fits = [eq(isSet(get("coil_current")), flows)];
    // Any voltage may be read, but healthy channels do not read line out dead while it is live, and
    // with one that lies the other leg still shows a source in the house.
    const dead = all([
      isSet(variable("control.readings.out_pilots")),
      atMost(variable("control.readings.out_line_mv"), constant(DEAD_LINE_MV)),
      or(
        and(
          isSet(variable("control.readings.neutral_valid")),
          atMost(variable("control.readings.out_leg_mv"), constant(DEAD_LEG_MV)),
        ),
        and(
          is(variable("control.readings.neutral_valid"), 0),
          atMost(variable("control.readings.out_to_utility_mv"), constant(DEAD_LEG_MV)),
        ),
      ),
    ]);
    const lies = voltageLies((path) => this.fieldOf(path));
    const house = is(this.fieldOf("scene.house"), DEAD);
    fits.push(implies(dead, ite(lies, house, is(get("out_truth"), DEAD))));
    return { of, fits };
  }

  /** One tick; `powered` = false: the power fails before its orders reach a coil. */
  tick(powered = true): SymbolicTick {
    const environment = this.environment();
    const sensed = this.stage.run("readSensors", environment).fields;
    const { of, fits } = this.readings(sensed);
    const watched = this.stage.run("updateMonitor", sensed, [constant(PROOF_TICKS_MAX)]).fields;
    const core = this.meter.run("control", (path) => of.get(path));
    const get = (path: string): Term => core.fields.get(path) as Term;
    const coils = powered ? get("outputs.coils") : constant(0);
    const enables = powered ? get("outputs.enables") : constant(0);
    const judged = this.stage.run("judgeCoils", watched, [
      variable("outputs.coils"),
      coils,
      get("control.settings.dead_time_ms"),
    ]);
    const driven = this.stage.run("drive", watched, [coils, enables]);
    const fields = core.fields;
    const end = (path: string): Term => {
      if (path === "outputs.coils") return coils;
      if (path === "outputs.enables") return enables;
      return driven.fields.get(path) ?? (fields.get(path) as Term);
    };
    return {
      before: (path) => environment.get(path) ?? of.get(path) ?? variable(path),
      after: end,
      choices: [...this.choicesOf(environment), ...fits, ...this.fewFaults(), ...RANGES],
      trap: core.trap,
      broken: arithmetic(
        "bits_or",
        judged.result,
        arithmetic("bits_and", driven.result, constant(2)),
      ),
    };
  }

  /**
   * A start after a power cut, with arbitrary contents in the store; with `usual_settings` its
   * settings are the defaults.
   */
  start(at_rest: boolean, usual_settings = false): SymbolicTick {
    const environment = this.environment();
    const settings = usual_settings ? settingsNow(this.meter) : new Map<string, number>();
    const before = (path: string): Term | undefined => fixed(path, settings);
    const left = this.stage.run("losePower", environment, [constant(at_rest ? 1 : 0)]).fields;
    const core = this.meter.run("startControl", before, [variable("store_state")]);
    return {
      before: (path) => environment.get(path) ?? variable(path),
      after: (path) => left.get(path) ?? (core.fields.get(path) as Term),
      choices: [...this.choicesOf(environment), ...this.fewFaults()],
      broken: constant(0),
      trap: core.trap,
    };
  }
}
