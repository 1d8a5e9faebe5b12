/**
 * Covers: queries that must be satisfiable, so that no obligation holds only because nothing can
 * happen. Under every single fault each switch can still close, and whatever a claim is about can
 * occur.
 */
import { LINE_OUT_DEAD_TICKS, LOGIC_TO_CLOSE_MV } from "@bptm/core/hardware/hardware";
import { Coil } from "@bptm/core/hardware/signals";
import { BY_ITSELF, FAULTS } from "../model/faults";
import {
  fedBackForLong,
  generatorIsUsable,
  houseFeeds,
  mustOpenGenerator,
  utilityIsUsable,
} from "./core-claims";
import type { SymbolicTick } from "./induction";
import { begins, is } from "./invariants";
import { PAIRED } from "./scopes";
import type { FaultScope } from "./scopes";
import { all, constant, not, slt } from "../symbolic/term";
import type { Term } from "../symbolic/term";

/** Something that must be possible in a tick. */
interface Cover {
  readonly name: string;
  readonly says: string;
  readonly happens: Term;
  /** Fields to set in a model of another cover: likely a model of this one. */
  readonly hint: ReadonlyMap<string, number>;
}

const CLOSES = [
  ["U", Coil.UtilityClose],
  ["G", Coil.GeneratorClose],
] as const;
/** With a lying channel of line out the monitor judges by these counts instead. */
const QUIET = [
  ["monitor.alone_u_ticks", LINE_OUT_DEAD_TICKS],
  ["monitor.alone_g_ticks", LINE_OUT_DEAD_TICKS],
] as const;
const NO_HINT: ReadonlyMap<string, number> = new Map();

const fault = (name: string): string => `plant.faults.${name}`;

/** Closes under each fault of the scope. */
function underFaults(tick: SymbolicTick, scope: FaultScope): Cover[] {
  const names = Object.keys(scope === PAIRED ? BY_ITSELF : FAULTS);
  return names.flatMap((name) => {
    const others = [...Object.keys(FAULTS), ...Object.keys(BY_ITSELF)].map(
      (one): [string, number] => [fault(one), one === name ? 1 : 0],
    );
    return CLOSES.map(([side, coil]) => ({
      name: `possible with ${name}: ${side} closes`,
      says: "the fault exists, and a close can still begin",
      happens: all([is(tick.before(fault(name)), 1), begins(tick, coil)]),
      hint: new Map([...others, ...QUIET]),
    }));
  });
}

/** What the claims about the core are about. */
function ofClaims(tick: SymbolicTick): Cover[] {
  const cover = (name: string, says: string, happens: Term): Cover => ({
    name: `possible: ${name}`,
    says,
    happens,
    hint: NO_HINT,
  });
  const at = (path: string): Term => tick.after(`control.${path}`);
  const logic = tick.before("control.readings.logic_reserve_mv");
  return [
    cover("U opens", "a pulse that opens U begins", begins(tick, Coil.UtilityOpen)),
    cover("G opens", "a pulse that opens G begins", begins(tick, Coil.GeneratorOpen)),
    cover(
      "weak logic",
      "a tick in which the reserve of the logic is too low for a close",
      slt(logic, constant(LOGIC_TO_CLOSE_MV)),
    ),
    cover(
      "good grid left",
      "U opens while the grid is good",
      all([
        begins(tick, Coil.UtilityOpen),
        not(is(at("utility.ok"), 0)),
        is(at("transfer.connected"), 1),
      ]),
    ),
    cover(
      "latch stands",
      "a latch is set, and something is pulsed",
      all([
        not(is(tick.before("control.stored.latches"), 0)),
        not(is(tick.after("outputs.coils"), 0)),
      ]),
    ),
    cover("fed back", "the wires of the grid follow for the third tick", fedBackForLong(tick)),
    cover("house feeds", "a house on the generator feeds its wires", houseFeeds(tick)),
    cover("G must open", "darkness is the goal, and G is not open", mustOpenGenerator(tick)),
    cover("usable utility", "a dark house beside a usable grid", utilityIsUsable(tick)),
    cover("usable generator", "a dark house beside a usable generator", generatorIsUsable(tick)),
    cover(
      "ordered open",
      "an order to stay open stands, and something is pulsed",
      all([not(is(at("stored.lock_open"), 0)), not(is(tick.after("outputs.coils"), 0))]),
    ),
  ];
}

export function coversOf(tick: SymbolicTick, scope: FaultScope): readonly Cover[] {
  const closes = CLOSES.map(([side, coil]) => ({
    name: `possible: ${side} closes`,
    says: "the assumptions are satisfiable, and a close can begin under them",
    happens: begins(tick, coil),
    hint: NO_HINT,
  }));
  const own = scope === PAIRED ? [] : ofClaims(tick);
  return [...closes, ...underFaults(tick, scope), ...own];
}
