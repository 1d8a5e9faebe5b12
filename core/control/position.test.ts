import { expect, test } from "vitest";
import { BOUNCE_TICKS, CONTRADICTION_TICKS, LIE_TICKS } from "../hardware/hardware";
import { Position, SwitchPosition, locate } from "./position";
import { CONTACTS_CLOSED, CONTACTS_OPEN, Contact } from "../hardware/signals";

interface Voltages {
  readonly current?: number;
  readonly across?: number;
  readonly follows?: number;
}

function hold(p: SwitchPosition, contacts: number, count: number, seen: Voltages = {}): void {
  const { current = 0, across = 0, follows = 0 } = seen;
  for (let k = 0; k < count; k++) locate(p, contacts, current, across, follows);
}

const SPLIT = Contact.Pole1SaysClosed | Contact.Pole2SaysOpen;

test("a new meter knows no position, and has counted nothing", () => {
  const counts = { candidate_ticks: 0, unclear_ticks: 0, lie_ticks: 0, contradiction: 0 };
  expect(new SwitchPosition()).toMatchObject({ position: Position.Unclear, ...counts });
});

test.each<[string, number, Position, Position, Position]>([
  ["open", CONTACTS_OPEN, Position.Open, Position.Open, Position.Open],
  ["closed", CONTACTS_CLOSED, Position.Closed, Position.Closed, Position.Closed],
  ["split", SPLIT, Position.Split, Position.Closed, Position.Open],
  [
    "split the other way",
    Contact.Pole1SaysOpen | Contact.Pole2SaysClosed,
    Position.Split,
    Position.Open,
    Position.Closed,
  ],
  ["silent", 0, Position.Unclear, Position.Unclear, Position.Unclear],
  ["both of everything", 15, Position.Unclear, Position.Unclear, Position.Unclear],
  ["one pole silent", Contact.Pole1SaysOpen, Position.Unclear, Position.Open, Position.Unclear],
  [
    "the other pole silent",
    Contact.Pole2SaysClosed,
    Position.Unclear,
    Position.Unclear,
    Position.Closed,
  ],
])("%s is believed when it outlasts bouncing, and not a tick sooner", (_, said, both, one, two) => {
  const p = new SwitchPosition();
  // From another position, so that the one under test is a change.
  const before = said === CONTACTS_OPEN ? CONTACTS_CLOSED : CONTACTS_OPEN;
  hold(p, before, BOUNCE_TICKS);
  const was = p.position;
  hold(p, said, BOUNCE_TICKS - 1);
  expect(p.position).toBe(was);
  hold(p, said, 1);
  expect([p.position, p.pole1, p.pole2]).toEqual([both, one, two]);
});

test("a contact that bounces starts its time again", () => {
  const p = new SwitchPosition();
  hold(p, CONTACTS_OPEN, BOUNCE_TICKS);
  hold(p, CONTACTS_CLOSED, BOUNCE_TICKS - 1);
  hold(p, CONTACTS_OPEN, 1);
  hold(p, CONTACTS_CLOSED, BOUNCE_TICKS - 1);
  expect(p.position).toBe(Position.Open);
  hold(p, CONTACTS_CLOSED, 1);
  expect(p.position).toBe(Position.Closed);
});

test("a pair that says nothing contradicts itself after its time, until it speaks", () => {
  const p = new SwitchPosition();
  hold(p, CONTACTS_OPEN, BOUNCE_TICKS);
  hold(p, 0, CONTRADICTION_TICKS - 1);
  expect(p.contradiction).toBe(0);
  hold(p, 0, 1);
  expect(p.contradiction).toBe(1);
  hold(p, CONTACTS_OPEN, 1);
  expect(p.contradiction).toBe(0);
});

test.each<[string, number, Voltages]>([
  ["open with current", CONTACTS_OPEN, { current: 1 }],
  ["closed with a voltage across", CONTACTS_CLOSED, { across: 1 }],
  ["split while line out follows", SPLIT, { follows: 1 }],
])("%s is a lie after its time, until it ends", (_, contacts, seen) => {
  const p = new SwitchPosition();
  hold(p, contacts, BOUNCE_TICKS);
  hold(p, contacts, LIE_TICKS - 1, seen);
  expect(p.contradiction).toBe(0);
  hold(p, contacts, 1, seen);
  expect(p.contradiction).toBe(1);
  hold(p, contacts, 1);
  expect([p.contradiction, p.lie_ticks]).toEqual([0, 0]);
});

test.each<[string, number, Voltages]>([
  ["open, with a voltage across that follows nothing", CONTACTS_OPEN, { across: 1, follows: 1 }],
  ["closed, with current and line out alike", CONTACTS_CLOSED, { current: 1, follows: 1 }],
  ["split, with current and a voltage across", SPLIT, { current: 1, across: 1 }],
])("%s is no lie", (_, contacts, seen) => {
  const p = new SwitchPosition();
  hold(p, contacts, BOUNCE_TICKS);
  hold(p, contacts, LIE_TICKS + 1, seen);
  expect([p.lie_ticks, p.contradiction]).toEqual([0, 0]);
});
