/**
 * One home: everything outside the meter's core as one tree of objects without references to the
 * outside, so that its whole state is its memory. `plantSample` advances it by one sample.
 */
import { Breaker } from "./breaker";
import { Generator } from "./generator";
import { House } from "./house";
import { Random } from "./random";
import { Sensors } from "./sensors";
import { Store } from "./store";
import { Supply } from "./supply";
import { Switch } from "./switch";
import { Utility } from "./utility";

/** The object tree of the plant. */
export class Home {
  utility: Utility = new Utility();
  generator: Generator = new Generator();
  breaker: Breaker = new Breaker();
  house: House = new House();
  /** U: the service switch, 200 A. */
  switch_u: Switch = new Switch();
  /** G: the generator's switch, 30 A. */
  switch_g: Switch = new Switch();
  supply: Supply = new Supply();
  sensors: Sensors = new Sensors();
  store: Store = new Store();
  random: Random = new Random();
  /** Seed of this run. */
  seed: i32 = 1;
  /** 1 while the mechanical interlock between U and G is whole. */
  interlock_whole: i32 = 1;
  /** Hardware block of both close coils: 1 while it sees a live line out. */
  line_out_block: i32 = 0;
  /** Fault of the block: 0 follows, 1 always blocks, 2 never blocks. */
  block_fault: i32 = 0;
  /** Samples that line out is live (up to the block's delay) and that the block still holds. */
  block_rise: i32 = 0;
  block_hold: i32 = 0;
  /** Samples since the start; its lowest two bits are the place in the pilot's sequence. */
  sample_index: i32 = 0;
  /** Truth: which pole conducts at this instant, arcs, bounce and welds included. */
  conducting_u1: i32 = 0;
  conducting_u2: i32 = 0;
  conducting_g1: i32 = 0;
  conducting_g2: i32 = 0;
}
