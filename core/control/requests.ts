/**
 * Orders from outside: panel, head-end, C12.18, Modbus. Each is only a request, already
 * authenticated by the station; the core does it or answers why not. None of them can reach a coil.
 */
export const enum Order {
  None = 0,
  /** Clears all latches and the attempts counted; refused while contacts contradict. */
  ClearLockout = 1,
  /** The utility switch opens and stays open; the generator may feed the house. */
  LockOpenUtility = 2,
  /** Both switches open and stay open. */
  LockOpenBoth = 3,
  ClearLockOpen = 4,
  /** Take over `proposed` settings, all or none. */
  ChangeSettings = 5,
}

export class Request {
  /** An `Order`; the core sets it back to None when it has answered. */
  order: i32 = Order.None;
  /** 0 = done, else a `Reason`, or for settings the number of the first bad one plus 1000. */
  answer: i32 = 0;
  /** Rises with each answer. */
  answers: i32 = 0;
}
