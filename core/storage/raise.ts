/**
 * Events raised within one tick, as plain fields, because the control half keeps no arrays.
 * `log.ts` moves them into the ring that the host reads.
 */
const RAISED_MAX: i32 = 6;

export class Raised {
  count: i32 = 0;
  code1: i32 = 0;
  a1: i32 = 0;
  b1: i32 = 0;
  code2: i32 = 0;
  a2: i32 = 0;
  b2: i32 = 0;
  code3: i32 = 0;
  a3: i32 = 0;
  b3: i32 = 0;
  code4: i32 = 0;
  a4: i32 = 0;
  b4: i32 = 0;
  code5: i32 = 0;
  a5: i32 = 0;
  b5: i32 = 0;
  code6: i32 = 0;
  a6: i32 = 0;
  b6: i32 = 0;
}

/** Raises event `code` with its two arguments (see events.yaml). */
export function raise(r: Raised, code: i32, a: i32, b: i32): void {
  r.count = r.count + 1;
  if (r.count == 1) {
    r.code1 = code;
    r.a1 = a;
    r.b1 = b;
  } else if (r.count == 2) {
    r.code2 = code;
    r.a2 = a;
    r.b2 = b;
  } else if (r.count == 3) {
    r.code3 = code;
    r.a3 = a;
    r.b3 = b;
  } else if (r.count == 4) {
    r.code4 = code;
    r.a4 = a;
    r.b4 = b;
  } else if (r.count == 5) {
    r.code5 = code;
    r.a5 = a;
    r.b5 = b;
  } else if (r.count == 6) {
    r.code6 = code;
    r.a6 = a;
    r.b6 = b;
  } else {
    // No tick raises more than six; a seventh would be dropped.
    r.count = RAISED_MAX;
  }
}
