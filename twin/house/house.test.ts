import { expect, test } from "vitest";
import { LoadKind, LoadLeg, setLoad, switchLoad, wattsOn } from "./house";
import { HOUSES, loadHouse, slotOf } from "./homes";
import { Stand } from "../home/stand";

/** A home with one load switched on; gives RMS amperes of both legs, and watts from the utility. */
function drawn(kind: number, leg: number, watts: number): [number, number, number] {
  const stand = new Stand();
  setLoad(stand.home.house, 0, kind, leg, watts);
  stand.home.house.on = 1;
  stand.seconds(3);
  const rms = stand.rms(0.5);
  let power = 0;
  stand.seconds(0.5, () => {
    const { truth } = stand.home.sensors;
    power += (truth[4]! * truth[6]! + truth[5]! * truth[7]!) / 2400;
  });
  return [rms[6]!, rms[7]!, power];
}

test("loads draw their watts on their legs", () => {
  const [a1, a2, p] = drawn(LoadKind.Resistive, LoadLeg.Leg1, 1200);
  expect(a1).toBeCloseTo(10, 0);
  expect(a2).toBeLessThan(0.2);
  expect(p).toBeCloseTo(1200, -2);
  const [b1, b2, q] = drawn(LoadKind.Resistive, LoadLeg.Both, 4800);
  expect(b1).toBeCloseTo(20, 0);
  expect(b2).toBeCloseTo(20, 0);
  expect(Math.abs(q / 4800 - 1)).toBeLessThan(0.03);
  const [c1, , r] = drawn(LoadKind.Inductive, LoadLeg.Leg1, 1000);
  expect(r / (c1 * 120)).toBeCloseTo(0.8, 1);
  expect(Math.abs(r / 1000 - 1)).toBeLessThan(0.05);
});

test("electronics draw a peaky current of about their watts", () => {
  const stand = new Stand();
  setLoad(stand.home.house, 0, LoadKind.Electronics, LoadLeg.Leg1, 300);
  stand.home.house.on = 1;
  stand.seconds(2);
  const amperes = stand.rms(0.5)[6]!;
  let crest = 0;
  let power = 0;
  stand.seconds(0.5, () => {
    const { truth } = stand.home.sensors;
    crest = Math.max(crest, Math.abs(truth[6]!));
    power += (truth[4]! * truth[6]!) / 2400;
  });
  expect(Math.abs(power / 300 - 1)).toBeLessThan(0.2);
  expect(crest / amperes).toBeGreaterThan(2);
  expect(power / (amperes * 120)).toBeLessThan(0.8);
});

test("a motor starts with five times its current and settles", () => {
  const stand = new Stand();
  stand.home.house.on = 0;
  setLoad(stand.home.house, 0, LoadKind.Motor, LoadLeg.Both, 1500);
  stand.seconds(0.1);
  switchLoad(stand.home.house, 0, 1);
  const inrush = stand.rms(0.1)[6]!;
  stand.seconds(2);
  const running = stand.rms(0.2)[6]!;
  expect(running).toBeGreaterThan(5);
  expect(running).toBeLessThan(14);
  expect(inrush / running).toBeGreaterThan(3);
});

test("the main breaker takes all loads off, a short circuit pulls the line down", () => {
  const stand = new Stand();
  stand.home.house.main_breaker = 0;
  stand.seconds(0.2);
  expect(stand.rms()[6]).toBeLessThan(0.2);
  stand.home.house.main_breaker = 1;
  stand.home.house.short_circuit = 1;
  stand.seconds(0.1);
  expect(stand.rms()[6]).toBeGreaterThan(500);
});

test("named houses fit the slots, and one switch moves one load", () => {
  expect(HOUSES.map((house) => house.name)).toEqual(["small", "standard", "large"]);
  for (const named of HOUSES) {
    expect(named.loads.length).toBeLessThanOrEqual(16);
    expect(named.loads.filter((load) => load.kind === LoadKind.Motor).length).toBeLessThan(3);
    const stand = new Stand();
    const { house } = stand.home;
    loadHouse(house, named);
    stand.seconds(0.5);
    expect(stand.rms()[4]).toBeGreaterThan(115);
  }
  const standard = HOUSES[1]!;
  const stand = new Stand();
  loadHouse(stand.home.house, standard);
  const dryer = slotOf(standard, "dryer");
  expect(wattsOn(stand.home.house, LoadKind.Resistive, LoadLeg.Both)).toBe(0);
  switchLoad(stand.home.house, dryer, 1);
  expect(wattsOn(stand.home.house, LoadKind.Resistive, LoadLeg.Both)).toBe(5000);
  switchLoad(stand.home.house, dryer, 0);
  expect(wattsOn(stand.home.house, LoadKind.Resistive, LoadLeg.Both)).toBe(0);
});
