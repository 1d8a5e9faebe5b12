import { expect, test } from "vitest";
import { Motor, SYNCHRONOUS, motorSample, sizeMotor } from "./motor";
import {
  Branch,
  Closed,
  END,
  MIDDLE,
  MOTOR_MEAN,
  MOTOR_RISE,
  Network,
  Parameter,
  choose,
  setParameter,
  solve,
} from "../network/network";
import { TableSupply } from "../network/tables";

const LIVE = Closed.Connected1 | Closed.Connected2 | Closed.Neutral | Closed.U1 | Closed.U2;
const PEAK = 120 * Math.SQRT2;
const supply = new TableSupply();

/** A motor of 1 kW on a strong service. */
class Bench {
  readonly network = new Network();
  readonly motor = new Motor();
  private samples = 0;

  constructor(load_constant: number, load_square: number) {
    sizeMotor(this.motor, 1000, load_constant, load_square);
    setParameter(this.network, Parameter.MotorOhmA, this.motor.ohm);
    setParameter(this.network, Parameter.MotorHenryA, this.motor.henry);
  }

  /** Runs for a time; returns the current's RMS and the time to 93 % of the synchronous speed. */
  run(seconds: number, level = 1, joined = true): { rms: number; up_s: number } {
    const { network, motor } = this;
    const closed = joined ? LIVE | Closed.MotorA : LIVE;
    if (choose(network, closed) === 0) supply.supply(network);
    choose(network, closed);
    let square = 0;
    let slow = 0;
    const samples = seconds * 4800;
    for (let k = 0; k < samples; k++) {
      this.samples += 1;
      for (const [at, back] of [
        [MIDDLE, 0.5],
        [END, 0],
      ] as const) {
        const volts = level * PEAK * Math.sin((SYNCHRONOUS / 4800) * (this.samples - back));
        network.u[at] = volts;
        network.u[at + 1] = -volts;
      }
      network.u[MOTOR_MEAN] = motor.emf;
      network.u[MOTOR_RISE] = motor.emf_rise;
      solve(network);
      motorSample(motor, network.x[Branch.MotorA] as number);
      square += (network.x[Branch.MotorA] as number) ** 2;
      if (motor.speed < 0.93 * SYNCHRONOUS) slow = (k + 1) / 4800;
    }
    return { rms: Math.sqrt(square / samples), up_s: slow };
  }
}

const hertz = ({ speed }: Motor): number => speed / (2 * Math.PI);

test.each([
  ["fan", 0, 0.9],
  ["compressor", 0.2, 0.7],
  ["well pump", 0.9, 0],
])(
  "a %s of code letter J starts with 5 to 7 times its current in 0.3 to 0.8 s",
  (_name, constant, square) => {
    const bench = new Bench(constant, square);
    const locked = bench.run(0.05);
    const { up_s } = bench.run(1.5);
    const running = bench.run(0.5);
    expect(locked.rms / running.rms).toBeGreaterThan(5);
    expect(locked.rms / running.rms).toBeLessThan(7);
    expect(up_s + 0.05).toBeGreaterThan(0.3);
    expect(up_s + 0.05).toBeLessThan(0.8);
    expect(hertz(bench.motor)).toBeGreaterThan(57.5);
  },
);

test("its back-EMF outlives the supply, decays and slips", () => {
  const bench = new Bench(0.2, 0.7);
  bench.run(2);
  const flux = (): number => Math.hypot(bench.motor.flux_a, bench.motor.flux_b);
  const before = { flux: flux(), hertz: hertz(bench.motor) };
  bench.run(0.1, 1, false);
  const tau = -0.1 / Math.log(flux() / before.flux);
  expect(tau).toBeGreaterThan(0.03);
  expect(tau).toBeLessThan(0.15);
  expect(before.hertz - hertz(bench.motor)).toBeGreaterThan(1);
  expect(before.hertz - hertz(bench.motor)).toBeLessThan(5);
});

test("it rides through a shallow sag and stalls in a deep one", () => {
  const shallow = new Bench(0.9, 0);
  shallow.run(2);
  shallow.run(2, 0.8);
  expect(hertz(shallow.motor)).toBeGreaterThan(55);
  const deep = new Bench(0.9, 0);
  deep.run(2);
  deep.run(3, 0.4);
  expect(deep.motor.speed).toBeLessThan(0.5 * SYNCHRONOUS);
  expect(deep.motor.starting).toBe(1);
});

test("a seized rotor stays where it is and takes the locked current", () => {
  const bench = new Bench(0.2, 0.7);
  bench.motor.seized = 1;
  const early = bench.run(0.1);
  const late = bench.run(1);
  expect(bench.motor.speed).toBe(0);
  expect(late.rms / early.rms).toBeCloseTo(1, 1);
});

test("what has decayed becomes 0", () => {
  const bench = new Bench(0.2, 0.7);
  bench.run(1);
  bench.run(20, 1, false);
  expect([bench.motor.flux_a, bench.motor.flux_b, bench.motor.speed]).toEqual([0, 0, 0]);
});
