import { expect, test } from "vitest";
import { Evidence, Readings } from "./evidence";
import { BOUNCE_TICKS, PULSE_TICKS, VERIFY_TICKS } from "../hardware/hardware";
import { Pulse, PulseResult, startPulse, wantedCoil, watchPulse } from "./pulse";
import { CONTACTS_CLOSED, CONTACTS_OPEN, Coil } from "../hardware/signals";

interface Watched {
  readonly p: Pulse;
  readonly e: Evidence;
  readonly r: Readings;
}

function begun(coil: number): Watched {
  const watched = { p: new Pulse(), e: new Evidence(), r: new Readings() };
  startPulse(watched.p, coil);
  return watched;
}

function watch({ p, e, r }: Watched, count: number): void {
  for (let k = 0; k < count; k++) watchPulse(p, e, r, 0);
}

test("a new meter has no pulse", () => {
  const none = { coil: 0, ticks: 0, closed_ticks: 0, result: PulseResult.None };
  expect(new Pulse()).toMatchObject(none);
});

test("a pulse wants its coil for its whole length and no tick longer", () => {
  const watched = begun(Coil.UtilityOpen);
  const wanted = Array.from({ length: PULSE_TICKS + 2 }, () => {
    const coil = wantedCoil(watched.p);
    watch(watched, 1);
    return coil;
  });
  const driven = Array.from({ length: PULSE_TICKS }, () => Coil.UtilityOpen as number);
  expect(wanted).toEqual([...driven, 0, 0]);
  expect(wantedCoil(new Pulse())).toBe(0);
});

test.each<[string, number, (w: Watched) => void]>([
  ["opening U", Coil.UtilityOpen, ({ e }) => (e.utility.proven_ticks = 1)],
  ["opening G", Coil.GeneratorOpen, ({ e }) => (e.generator.proven_ticks = 1)],
])("%s is confirmed by its proof, after the pulse", (_, coil, prove) => {
  const watched = begun(coil);
  prove(watched);
  watch(watched, PULSE_TICKS);
  expect(watched.p.result).toBe(PulseResult.Running);
  watch(watched, 1);
  expect(watched.p.result).toBe(PulseResult.Confirmed);
});

test.each<[string, number, (w: Watched) => void]>([
  ["opening U", Coil.UtilityOpen, ({ e }) => (e.generator.proven_ticks = 9)],
  ["opening G", Coil.GeneratorOpen, ({ e }) => (e.utility.proven_ticks = 9)],
  ["closing U", Coil.UtilityClose, ({ r }) => (r.generator_contacts = CONTACTS_CLOSED)],
  ["closing G", Coil.GeneratorClose, ({ r }) => (r.utility_contacts = CONTACTS_CLOSED)],
])("%s is not confirmed by the other switch, and fails when its time is over", (_, coil, other) => {
  const watched = begun(coil);
  other(watched);
  watch(watched, VERIFY_TICKS - 1);
  expect(watched.p.result).toBe(PulseResult.Running);
  watch(watched, 1);
  expect(watched.p.result).toBe(PulseResult.Failed);
  expect(watched.p.ticks).toBe(VERIFY_TICKS);
  watch(watched, 1);
  expect(watched.p.ticks, "what is over is left alone").toBe(VERIFY_TICKS);
});

test.each([Coil.UtilityClose, Coil.GeneratorClose])(
  "closing by coil %i is confirmed by contacts that have come to rest",
  (coil) => {
    const watched = begun(coil);
    watch(watched, PULSE_TICKS);
    const contacts = coil === Coil.UtilityClose ? "utility_contacts" : "generator_contacts";
    watched.r[contacts] = CONTACTS_CLOSED;
    watch(watched, BOUNCE_TICKS - 1);
    watched.r[contacts] = CONTACTS_OPEN;
    watch(watched, 1);
    watched.r[contacts] = CONTACTS_CLOSED;
    watch(watched, BOUNCE_TICKS - 1);
    expect(watched.p.result).toBe(PulseResult.Running);
    watch(watched, 1);
    expect(watched.p.result).toBe(PulseResult.Confirmed);
  },
);

test("a refused pulse is broken off at once, and a new one begins from nothing", () => {
  const { p, e, r } = begun(Coil.UtilityClose);
  r.utility_contacts = CONTACTS_CLOSED;
  for (let k = 0; k < PULSE_TICKS + 2; k++) watchPulse(p, e, r, 0);
  watchPulse(p, e, r, 1);
  expect([p.result, p.ticks, p.closed_ticks]).toEqual([PulseResult.Aborted, PULSE_TICKS + 2, 2]);
  p.ticks = 0;
  expect(wantedCoil(p)).toBe(0);
  startPulse(p, Coil.GeneratorOpen);
  expect([p.result, p.ticks, p.closed_ticks, p.coil]).toEqual([
    PulseResult.Running,
    0,
    0,
    Coil.GeneratorOpen,
  ]);
});
