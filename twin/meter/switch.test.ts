import { CONTACTS_CLOSED, CONTACTS_OPEN, Coil } from "@bptm/core/hardware/signals";
import { expect, test } from "vitest";
import { Random, seedRandom } from "../waves/random";
import { Stand } from "../home/stand";
import {
  INTERLOCK_FREE,
  Pole,
  Stuck,
  Switch,
  TOUCH,
  ceilingOf,
  contacts,
  driveCoils,
  lie,
  placePole,
  placeSwitch,
  poleSample,
} from "./switch";

const chance = (seed: number): Random => {
  const random = new Random();
  seedRandom(random, seed);
  return random;
};

/** Drives a pole for `driven` samples, then lets it rest; gives its positions. */
function stroke(pole: Pole, force: number, driven: number, random: Random, amperes = 0): number[] {
  const positions: number[] = [];
  for (let n = 0; n < driven + 240; n++) {
    poleSample(pole, n < driven ? force : 0, 1, amperes, random);
    positions.push(pole.position);
  }
  return positions;
}

test("a healthy pole travels in 12 to 20 ms and bounces for 1 to 3 ms", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const pole = new Pole();
    const random = chance(seed);
    const made: number[] = [];
    let arrived = 0;
    for (let n = 1; n <= 240; n++) {
      poleSample(pole, 1, 1, 0, random);
      made.push(pole.conducting);
      if (arrived === 0 && pole.position === 1) arrived = n / 4.8;
    }
    expect(arrived).toBeGreaterThanOrEqual(11.9);
    expect(arrived).toBeLessThanOrEqual(20.3);
    const first = made.indexOf(1);
    const last = made.lastIndexOf(0);
    expect(last).toBeGreaterThan(first);
    expect((last - first) / 4.8).toBeLessThan(3);
    expect(made.slice(last + 1).every((value) => value === 1)).toBe(true);
  }
});

test("a pulse of half the stroke leaves poles back, over, or one of each", () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 300; seed++) {
    const random = chance(seed);
    const ends = [new Pole(), new Pole()].map((pole) => stroke(pole, 1, 45, random).at(-1));
    for (const end of ends) expect([0, 1]).toContain(end);
    seen.add(ends.join(" "));
  }
  expect([...seen].toSorted()).toEqual(["0 0", "0 1", "1 0", "1 1"]);
  const short = stroke(new Pole(), 1, 25, chance(1));
  expect(Math.max(...short)).toBeGreaterThan(0.2);
  expect(short.at(-1)).toBe(0);
});

test("a weld holds the pole closed and its pair says so, until it is broken", () => {
  const sw = new Switch();
  placeSwitch(sw, 1);
  sw.pole_1.welded = 1;
  stroke(sw.pole_1, -1, 240, chance(1), 20);
  stroke(sw.pole_2, -1, 240, chance(2));
  expect(sw.pole_1.position).toBeGreaterThanOrEqual(TOUCH);
  expect(sw.pole_1.conducting).toBe(1);
  expect(contacts(sw)).toBe(1 | 8);
  sw.pole_1.welded = 0;
  stroke(sw.pole_1, -1, 240, chance(1));
  expect(sw.pole_1.conducting).toBe(0);
});

test("a jammed pole stays where it is", () => {
  const pole = new Pole();
  placePole(pole, 0);
  pole.jammed = 1;
  expect(stroke(pole, 1, 240, chance(1)).at(-1)).toBe(0);
});

test("neither contact of a pair is made in travel, and a faulty one lies", () => {
  const sw = new Switch();
  expect(contacts(sw)).toBe(CONTACTS_OPEN);
  sw.pole_1.position = 0.5;
  expect(contacts(sw)).toBe(8);
  placeSwitch(sw, 1);
  expect(contacts(sw)).toBe(CONTACTS_CLOSED);
  lie(sw.pole_2, 1);
  expect(contacts(sw)).toBe(1 | 8);
  lie(sw.pole_2, 2);
  placeSwitch(sw, 0);
  expect(contacts(sw)).toBe(2 | 4);
  lie(sw.pole_2, 0);
  sw.pole_1.normally_closed = Stuck.Off;
  expect(contacts(sw)).toBe(8);
});

test("an arc burns until the zero of the current, at most 10 ms", () => {
  for (const phase of [0, 0.3, 0.6, 0.9, 1.5, 2.2, 2.9]) {
    const pole = new Pole();
    placePole(pole, 1);
    const random = chance(5);
    let parted = -1;
    let out = -1;
    for (let n = 0; n < 400 && out < 0; n++) {
      const amperes = 50 * Math.sin((2 * Math.PI * 60 * n) / 4800 + phase);
      poleSample(pole, -1, 1, amperes, random);
      if (parted < 0 && pole.position < TOUCH) parted = n;
      if (parted >= 0 && pole.conducting === 0) {
        out = n;
        expect(Math.abs(amperes)).toBeLessThan(4);
      }
    }
    expect((out - parted) / 4.8).toBeLessThan(8.6);
  }
  const direct = new Pole();
  placePole(direct, 1);
  let burning = 0;
  for (let n = 0; n < 400; n++) {
    poleSample(direct, -1, 1, 30, chance(5));
    if (direct.position < TOUCH && direct.conducting === 1) burning++;
  }
  expect(burning / 4.8).toBeCloseTo(10, 0);
});

test("a close coil needs driver, enable and no block; stuck drivers have the last word", () => {
  const sw = new Switch();
  const coils = (bits: number, enable: number, block: number): number => {
    driveCoils(sw, bits, enable, block);
    return sw.open_coil | (sw.close_coil << 1);
  };
  expect(coils(2, 1, 0)).toBe(2);
  expect(coils(2, 0, 0)).toBe(0);
  expect(coils(2, 1, 1)).toBe(0);
  expect(coils(1, 0, 1)).toBe(1);
  sw.close_driver = Stuck.On;
  expect(coils(0, 0, 0)).toBe(0);
  expect(coils(0, 1, 0)).toBe(2);
  sw.enable_driver = Stuck.On;
  expect(coils(0, 0, 0)).toBe(2);
  sw.coil_broken = 1;
  expect(coils(1, 1, 0)).toBe(0);
  sw.coil_broken = 0;
  sw.open_driver = Stuck.Off;
  expect(coils(1, 0, 0)).toBe(2);
});

test("the interlock stops both poles while either pole of the other switch is past it", () => {
  const other = new Switch();
  expect(ceilingOf(other, 1)).toBe(1);
  for (const pole of [other.pole_1, other.pole_2]) {
    pole.position = INTERLOCK_FREE;
    expect(ceilingOf(other, 1)).toBe(1);
    pole.position = 0.31;
    expect([ceilingOf(other, 1), ceilingOf(other, 0)]).toEqual([INTERLOCK_FREE, 1]);
    pole.position = 0;
  }
  for (const whole of [1, 0]) {
    const stand = new Stand(3);
    stand.home.interlock_whole = whole;
    stand.home.block_fault = 2;
    stand.pulse(Coil.GeneratorClose);
    expect(stand.home.switch_g.pole_1.position).toBe(whole === 1 ? 0 : 1);
    expect(stand.home.conducting_g2).toBe(whole === 1 ? 0 : 1);
  }
});

test("one closed pole of U bars both poles of G; a broken interlock bars none", () => {
  for (const pole of ["pole_1", "pole_2"] as const) {
    for (const whole of [1, 0]) {
      const stand = new Stand(3);
      const { switch_u, switch_g } = stand.home;
      placePole(switch_u[pole], 0);
      stand.home.interlock_whole = whole;
      stand.home.block_fault = 2;
      stand.pulse(Coil.GeneratorClose);
      const positions = [switch_g.pole_1.position, switch_g.pole_2.position];
      expect(positions).toEqual(whole === 1 ? [0, 0] : [1, 1]);
    }
  }
});

test("U opens and closes again in the home; a live line out blocks the closing coil", () => {
  const stand = new Stand(4);
  stand.seconds(0.2);
  expect(stand.home.line_out_block).toBe(1);
  stand.pulse(Coil.UtilityOpen);
  expect(stand.inputs.utility_contacts).toBe(CONTACTS_OPEN);
  expect(stand.rms()[4]).toBeLessThan(1);
  expect(stand.home.line_out_block).toBe(0);
  stand.pulse(Coil.UtilityClose);
  expect(stand.inputs.utility_contacts).toBe(CONTACTS_CLOSED);
  expect(stand.rms()[4]).toBeGreaterThan(115);
});

test("closing lights line out, and still both poles arrive before the block acts", () => {
  for (let seed = 1; seed <= 40; seed++) {
    const stand = new Stand(seed);
    stand.pulse(Coil.UtilityOpen);
    stand.pulse(Coil.UtilityClose, 50, 20);
    expect(stand.inputs.utility_contacts).toBe(CONTACTS_CLOSED);
  }
});
