/** Entry of the plain module: a breadth-first search, every state a flat word with its parent. */
import { FAULT_ACTS, SCENERY_COUNTS } from "./case";
import { POLES, POWERS, SOON } from "./figures";
import {
  Power,
  STATE_WORDS,
  World,
  countOf,
  freePoles,
  go,
  leave,
  lose,
  nextAsked,
  order,
  powerMay,
  restMay,
  view,
} from "./plain";

export { create, go, leave, lose, order, polesMay, powerMay, restMay, view } from "./plain";
export { ask, countOf, mayAsk, stateOf, workOf } from "./plain";

class Visited {
  count: i32 = 0;
  depth: i32 = 0;
  /** 1 when a state did not fit. */
  full: i32 = 0;
  states: Int32Array;
  parents: Int32Array;
  slots: Int32Array;

  /** Room for 2 to the power of `bits` states. */
  constructor(bits: i32) {
    this.states = new Int32Array(STATE_WORDS << bits);
    this.parents = new Int32Array(1 << bits);
    this.slots = new Int32Array(2 << bits);
  }
}

function same(v: Visited, at: i32, state: Int32Array): boolean {
  const from: i32 = at * STATE_WORDS;
  for (let k: i32 = 0; k < STATE_WORDS; k++) {
    if (v.states[from + k] != state[k]) return false;
  }
  return true;
}

function add(v: Visited, state: Int32Array, parent: i32): void {
  let hash: i32 = 0;
  for (let k: i32 = 0; k < STATE_WORDS; k++) {
    hash = (hash ^ state[k]) * 0x2c1b3c6d;
    hash = hash ^ (hash >>> 15);
  }
  const mask: i32 = v.slots.length - 1;
  let slot: i32 = hash & mask;
  for (;;) {
    const found: i32 = v.slots[slot];
    if (found == 0) break;
    if (same(v, found - 1, state)) return;
    slot = (slot + 1) & mask;
  }
  if (v.count == v.parents.length) {
    v.full = 1;
    return;
  }
  const from: i32 = v.count * STATE_WORDS;
  for (let k: i32 = 0; k < STATE_WORDS; k++) v.states[from + k] = state[k];
  v.parents[v.count] = parent;
  v.count = v.count + 1;
  v.slots[slot] = v.count;
}

/** All ways in which poles come to rest without power. */
function loseEveryWay(w: World, v: Visited, state: i32): void {
  lose(w, SOON);
  add(v, w.state, state);
  for (let poles: i32 = 0; poles < POLES; poles++) {
    if (!restMay(w, poles)) continue;
    lose(w, poles);
    add(v, w.state, state);
  }
}

/** All ways in which poles move, with these faults acting. */
function goEveryWay(w: World, v: Visited, state: i32, power: i32, acting: i32): void {
  order(w, power, acting);
  const free: i32 = freePoles(w);
  for (let poles: i32 = 0; poles < POLES; poles++) {
    if ((poles & ~free) != 0) continue;
    go(w, poles);
    if (power == Power.Stays) add(v, w.state, state);
    else loseEveryWay(w, v, state);
  }
}

function viewOnce(w: World, v: Visited, state: i32, scenery: i32): void {
  const from: i32 = state * STATE_WORDS;
  for (let k: i32 = 0; k < STATE_WORDS; k++) w.state[k] = v.states[from + k];
  view(w, scenery);
  for (let power: i32 = 0; power < POWERS; power++) {
    if (!powerMay(w, power)) continue;
    for (let acting: i32 = 0; acting < FAULT_ACTS; acting++) {
      goEveryWay(w, v, state, power, acting);
    }
  }
}

function expand(w: World, v: Visited, state: i32): void {
  const from: i32 = state * STATE_WORDS;
  for (let k: i32 = 0; k < STATE_WORDS; k++) w.state[k] = v.states[from + k];
  leave(w);
  for (let more: i32 = 1; more != 0; more = nextAsked(w)) {
    for (let scenery: i32 = 0; scenery < SCENERY_COUNTS; scenery++) viewOnce(w, v, state, scenery);
  }
}

/** Visits every state. */
export function run(w: World, v: Visited): void {
  add(v, w.state, -1);
  let end: i32 = 1;
  for (let state: i32 = 0; state < v.count; state++) {
    if (state == end) {
      v.depth = v.depth + 1;
      end = v.count;
    }
    expand(w, v, state);
  }
}

export function visited(bits: i32): Visited {
  return new Visited(bits);
}

/** Results: number of states (-1 if they did not fit), depth, bits of broken invariants. */
export function found(w: World, v: Visited, what: i32): i32 {
  if (what == 0) return v.full != 0 ? -1 : v.count;
  if (what == 1) return v.depth;
  return countOf(w, what);
}
