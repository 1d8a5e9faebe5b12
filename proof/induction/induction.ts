/**
 * One tick of meter and surroundings as terms, and what has to be shown of it: that the invariants
 * hold at every start, survive every tick and every power cut, and imply the invariants of
 * docs/safety.md. Nothing here is a model of the core: its terms come from build/core.wasm.
 */
import { COIL_CURRENT_MIN_MA, DEAD_LEG_MV, DEAD_LINE_MV } from "@bptm/core/hardware/hardware";
import { PROOF_TICKS_MAX, RESERVE_MV_MAX, atMost, between, is, voltageLies } from "./invariants";
import type { Field } from "./invariants";
import { fixed, settingsNow } from "./limits";
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
  or,
  ult,
  variable,
} from "../symbolic/term";
import type { Term } from "../symbolic/term";

/** Core and surroundings before and after one tick. */
export interface SymbolicTick {
  readonly before: Field;
  readonly after: Field;
  /** What the choices of the surroundings may be. */
  readonly choices: readonly Term[];
  /** Bits of the invariants that the orders break. */
  readonly broken: Term;
  /** When the compiled code would trap instead. */
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
/** Choices that depend on the plant, in the order of `Asked` in wasm.ts. */
const ASKED = [
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
/** Settings as an order can set them, and readings as a converter of sixteen bits can give them. */
const RANGES: readonly Term[] = [
  inside("control.settings.dead_time_ms", 1000, 10000),
  inside("control.settings.back_voltage_clear_s", 10, 120),
  inside("control.settings.isolate_after_ms", 200, 600),
  inside("control.settings.transfers_per_hour", 4, 60),
  inside("proposed.transfers_per_hour", 4, 60),
  inside("proposed.isolate_after_ms", 200, 600),
  inside("proposed.dead_time_ms", 1000, 10000),
  inside("control.readings.coil_reserve_mv", 0, RESERVE_MV_MAX),
];

export class Induction {
  private readonly stage = new SymbolicStage();

  /** `meter`: the core of which it is to be shown. */
  constructor(private readonly meter: SymbolicMeter) {}

  /** Any state of core and surroundings, one variable for each field. */
  private world(): StageTerms {
    return new Map(this.stage.paths.map((path) => [path, this.fieldOf(path)]));
  }

  /** The mechanical interlock and the hardware's block are not there: nothing rests on them. */
  private fieldOf(path: string): Term {
    if (path.startsWith("plant.hardware.")) return constant(0);
    return path.startsWith("plant.faults.closes_itself") ? constant(0) : variable(path);
  }

  /** No fault, or any single one. */
  private oneFault(): Term[] {
    const faults = this.stage.paths
      .filter((path) => path.startsWith("plant.faults."))
      .map((path) => this.fieldOf(path));
    const sum = faults.reduce((a, b) => arithmetic("add", a, b), constant(0));
    return [...faults.map((one) => ult(one, constant(2))), ult(sum, constant(2))];
  }

  /** The choices as the surroundings offer them. */
  private choicesOf(world: StageTerms): Term[] {
    const plain = Object.entries(CHOICES).map(([path, below]) =>
      ult(world.get(path) as Term, constant(below)),
    );
    const asked = ASKED.map((path, number) => {
      const { result } = this.stage.run("optionsOf", world, [constant(number)]);
      return ult(world.get(path) as Term, result);
    });
    return [...plain, ...asked];
  }

  /** What the readings have to do with the truth; all that is not named here is open. */
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
    // Any voltage may be read, but an honest line out is not read dead while it is not.
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
    fits.push(or(lies, implies(dead, is(get("out_truth"), DEAD))));
    return { of, fits };
  }

  /** One tick; `powered` = false: the power fails before its orders reach a coil. */
  tick(powered = true): SymbolicTick {
    const world = this.world();
    const looked = this.stage.run("lookAround", world).fields;
    const { of, fits } = this.readings(looked);
    const watched = this.stage.run("watch", looked, [constant(PROOF_TICKS_MAX)]).fields;
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
      before: (path) => world.get(path) ?? variable(path),
      after: end,
      choices: [...this.choicesOf(world), ...fits, ...this.oneFault(), ...RANGES],
      trap: core.trap,
      broken: arithmetic(
        "bits_or",
        judged.result,
        arithmetic("bits_and", driven.result, constant(2)),
      ),
    };
  }

  /**
   * A start after a power cut, with anything whatever in the store; with `usual_settings` the
   * settings in it are the defaults.
   */
  start(at_rest: boolean, usual_settings = false): SymbolicTick {
    const world = this.world();
    const settings = usual_settings ? settingsNow(this.meter) : new Map<string, number>();
    const before = (path: string): Term | undefined => fixed(path, settings);
    const left = this.stage.run("losePower", world, [constant(at_rest ? 1 : 0)]).fields;
    const core = this.meter.run("startControl", before, [variable("store_state")]);
    return {
      before: (path) => world.get(path) ?? variable(path),
      after: (path) => left.get(path) ?? (core.fields.get(path) as Term),
      choices: [...this.choicesOf(world), ...this.oneFault()],
      broken: constant(0),
      trap: core.trap,
    };
  }
}
