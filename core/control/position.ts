/** The position of a switch by its contact pairs, checked against currents and voltages. */
import { BOUNCE_TICKS, CONTRADICTION_TICKS, LIE_TICKS } from "../hardware/hardware";
import { CONTACTS_CLOSED, CONTACTS_OPEN, Contact } from "../hardware/signals";
import { countUp } from "../hardware/units";

export const enum Position {
  Open = 0,
  Closed = 1,
  /** Both pairs are clear and disagree: one pole open, the other closed. */
  Split = 2,
  /** A pair contradicts itself, or the switch is moving. */
  Unclear = 3,
}

export class SwitchPosition {
  /** Accepted position: held for longer than vibration. */
  position: i32 = Position.Unclear;
  candidate: i32 = Position.Unclear;
  candidate_ticks: i32 = 0;
  /** Ticks for which a pair has contradicted itself. */
  unclear_ticks: i32 = 0;
  /** Ticks for which contacts and voltages or currents have contradicted each other. */
  lie_ticks: i32 = 0;
  /** 1 while no close may start because of this switch. */
  contradiction: i32 = 0;
  /** Accepted position of each pole. */
  pole1: i32 = Position.Unclear;
  pole2: i32 = Position.Unclear;
}

function pole(contacts: i32, closed: i32, open: i32): i32 {
  const says_closed: boolean = (contacts & closed) != 0;
  const says_open: boolean = (contacts & open) != 0;
  if (says_closed == says_open) return Position.Unclear;
  return says_closed ? Position.Closed : Position.Open;
}

function together(contacts: i32): i32 {
  if (contacts == CONTACTS_OPEN) return Position.Open;
  if (contacts == CONTACTS_CLOSED) return Position.Closed;
  const one: i32 = pole(contacts, Contact.Pole1SaysClosed, Contact.Pole1SaysOpen);
  const two: i32 = pole(contacts, Contact.Pole2SaysClosed, Contact.Pole2SaysOpen);
  if (one == Position.Unclear || two == Position.Unclear) return Position.Unclear;
  return Position.Split;
}

/**
 * One tick. `current` is 1 while a leg of the path carries more than 1 A, `across` 1 while both
 * poles show more than 20 V, `follows` 1 while line out is live and neither pole shows it.
 */
export function locate(
  p: SwitchPosition,
  contacts: i32,
  current: i32,
  across: i32,
  follows: i32,
): void {
  const now: i32 = together(contacts);
  p.candidate_ticks = now == p.candidate ? countUp(p.candidate_ticks) : 1;
  p.candidate = now;
  if (p.candidate_ticks >= BOUNCE_TICKS) {
    p.position = now;
    p.pole1 = pole(contacts, Contact.Pole1SaysClosed, Contact.Pole1SaysOpen);
    p.pole2 = pole(contacts, Contact.Pole2SaysClosed, Contact.Pole2SaysOpen);
  }
  p.unclear_ticks = now == Position.Unclear ? countUp(p.unclear_ticks) : 0;
  // Open with current, closed with a voltage across both poles, split while both legs conduct:
  // one of the two is wrong.
  const lie: boolean =
    (p.position == Position.Open && current != 0) ||
    (p.position == Position.Closed && across != 0) ||
    (p.position == Position.Split && follows != 0);
  p.lie_ticks = lie ? countUp(p.lie_ticks) : 0;
  p.contradiction = p.unclear_ticks >= CONTRADICTION_TICKS || p.lie_ticks >= LIE_TICKS ? 1 : 0;
}
