// Generated from core/lists/sentences.yaml by `npm run generate`; do not edit.

/** What the meter does. */
export const enum Doing {
  /** **Starting.** */
  Starting = 1,
  /** **On the grid.** */
  OnUtility = 2,
  /** **On generator.** */
  OnGenerator = 3,
  /** **House not connected.** */
  Dark = 4,
  /** **Leaving the grid.** */
  OpeningUtility = 5,
  /** **Leaving the generator.** */
  OpeningGenerator = 6,
  /** **Connecting the grid.** */
  ClosingUtility = 7,
  /** **Connecting the generator.** */
  ClosingGenerator = 8,
  /** **Finding out what feeds the house.** */
  Judging = 9,
  /** **Locked out.** */
  LockedOut = 10,
  /** **Held open by order.** */
  HeldOpen = 11,
  /** **Grid out.** */
  GridOut = 12,
}

/** Why it does so. */
export const enum Why {
  /** The grid is well at **{a:mv} V** */
  UtilityGood = 1,
  /** The grid is not usable: {a:reason} */
  UtilityFailed = 2,
  /** The grid is back at **{a:mv} V** and has been steady for **{done} of {total} s** */
  UtilityReturning = 3,
  /** The generator is well at **{a:mv} V** */
  GeneratorGood = 4,
  /** The generator is not usable: {a:reason} */
  GeneratorFailed = 5,
  /** The generator gives **{a:mv} V** and has been steady for **{done} of {total} s** */
  GeneratorSettling = 6,
  /** There is no power from the grid or a generator */
  NoSource = 7,
  /** The switch must not close yet: {a:reason} */
  Refused = 8,
  /** {a:reason} */
  LockOut = 9,
  /** An order keeps the service switch open */
  Order = 10,
  /** The power has just come on */
  Boot = 11,
  /** Power flows from the house towards a grid that is not well */
  Backfeed = 12,
  /** The house stays on the grid and transfers are blocked: {a:reason} */
  Inhibited = 13,
  /** The grid failed under load before ({a:reason}) and is watched for longer */
  Suspect = 14,
  /** The grid is at **{a:mv} V**, but {b:reason} */
  UtilityPoor = 15,
  /** The grid gives **{a:mv} V** and is being checked */
  UtilityChecked = 16,
  /** The grid gives **{b:mv} V**, but the house cannot return to it: {a:reason} */
  UtilityBlocked = 17,
  /** The generator gives **{a:mv} V**, but {b:reason} */
  GeneratorPoor = 18,
  /** The generator gives **{a:mv} V** and is being checked */
  GeneratorChecked = 19,
  /** The generator cannot take over: {a:reason} */
  GeneratorBlocked = 20,
}

/** What it waits for. */
export const enum Next {
  /** . */
  Nothing = 1,
  /** ; the house returns to it in **{left} s**. */
  ReturnToUtility = 2,
  /** ; the house moves to it in **{left} s**. */
  TransferToGenerator = 3,
  /** ; the house is connected as soon as one is good. */
  WaitForSource = 4,
  /** ; start a generator and the house moves to it. */
  WaitForGenerator = 5,
  /** ; it closes in about **{left} s**. */
  CloseSoon = 6,
  /** ; the next try is in **{left} s**. */
  RetryLater = 7,
  /** ; no switch closes until that is over. */
  WaitForClear = 8,
  /** ; the house must first be dead for **{left} s**. */
  WaitForDeadHouse = 9,
  /** ; only an authenticated order clears this. */
  WaitForOrder = 10,
  /** ; that ends in **{left} s**. */
  HoldEnds = 12,
  /** ; the first decision comes in **{left} s**. */
  DecideSoon = 11,
}

/** What the customer may do. */
export const enum Advice {
  None = 0,
  /** The generator is still running; you can stop it now. */
  StopGenerator = 1,
  /**
   * Turn loads off, the largest first (dryer, range, water heater): the generator carries 30 A
   * on each leg.
   */
  ShedLoad = 2,
  /**
   * Switch off what feeds the house: a generator in a dryer outlet, solar panels, a battery, an
   * electric vehicle.
   */
  FindInnerSource = 3,
  /** Check the cord and its plug: a neutral or a leg is open or swapped. */
  CheckCord = 4,
  /** Let the generator warm up, turn its economy mode off, and check its speed and voltage. */
  CheckGenerator = 5,
  /** Call the utility and name the reason above. */
  CallUtility = 6,
  /** Turn large loads on one at a time, motors first. */
  OneAtATime = 7,
  /** Turn large loads off, plug a generator in outdoors and start it. */
  StartGenerator = 9,
  /** Turn large loads off before the generator takes over. */
  LoadsOffFirst = 10,
  /** Switch motors and electronics off and call the utility: the voltage may harm them. */
  ProtectAppliances = 11,
  /**
   * Switch the breakers of the house off: one circuit has a short circuit. Leave that one off
   * and call an electrician.
   */
  FindShort = 12,
  /** Keep away from bare metal at the panel and call the utility: the neutral may be open. */
  NeutralAtPanel = 8,
}

/** Why something was refused or went wrong. */
export const enum Reason {
  /** nothing */
  None = 0,
  /** no voltage */
  NoVoltage = 1,
  /** its voltage is too low */
  Undervoltage = 2,
  /** its voltage is gone */
  Lost = 3,
  /** its voltage is too high */
  Overvoltage = 4,
  /** its frequency is too low */
  FrequencyLow = 5,
  /** its frequency is too high */
  FrequencyHigh = 6,
  /** its frequency is not steady */
  FrequencyRuns = 7,
  /** its legs are unequal, the neutral may be open */
  LegImbalance = 8,
  /** its legs are not opposite */
  LegAngle = 9,
  /** one leg is missing */
  LegLost = 10,
  /** its waveform is distorted */
  Distorted = 11,
  /** a ghost voltage with no power behind it */
  Ghost = 12,
  /** a sensor lead is broken */
  SensorLost = 13,
  /** the neutral is not proven */
  NeutralNotValid = 14,
  /** its voltage is not steady */
  Unsteady = 15,
  /** it is being watched */
  Settling = 16,
  /** its voltage is at the edge of what is allowed */
  WideBand = 17,
  /** a short circuit in the house pulls it down */
  ShortCircuit = 18,
  /** too large a load on one leg pulls that leg down */
  UnevenLoad = 19,
  /** the meter has just started */
  Booting = 20,
  /** an order keeps the switch open */
  LockOpen = 21,
  /** the other switch is not proven open */
  OtherNotProvenOpen = 22,
  /** the dead time is running */
  DeadTime = 23,
  /** the house is not dead */
  LineOutLive = 24,
  /** something in the house was feeding it */
  BackVoltage = 25,
  /** the energy reserve is charging */
  ReserveLow = 27,
  /** the energy reserve is too weak to close a switch and to open it again */
  ReserveWeak = 29,
  /** contacts and voltages contradict each other */
  Contradiction = 28,
  /** the service switch does not open */
  UtilityStuckClosed = 30,
  /** the generator switch does not open */
  GeneratorStuckClosed = 31,
  /** the service switch does not close */
  UtilityStuckOpen = 32,
  /** the generator switch does not close */
  GeneratorStuckOpen = 33,
  /** something in the house is feeding it */
  SourceInHouse = 34,
  /**
   * the grid wires became live with the generator: a pole of the service switch may be welded
   */
  UtilityFedBack = 35,
  /** the neutral of the grid failed under load twice in a day */
  SuspectLatched = 36,
  /** the stored settings cannot be trusted */
  StoreBad = 37,
  /** too many transfers within an hour */
  TransfersPerHour = 38,
  /** the meter lost its power too often */
  ShortBoots = 39,
  /** a coil or its driver is broken */
  DriverBroken = 40,
  /** the load was more than the generator's 30 A */
  Overload = 41,
  /** a jaw of the socket is too hot */
  JawHot = 42,
  /** three attempts failed */
  TooManyAttempts = 43,
  /** the generator side follows the house: its switch may be welded */
  GeneratorFollows = 44,
  /** the house became live while a switch was about to close */
  LineOutCameAlive = 45,
  /** the meter does not know this order */
  UnknownOrder = 47,
}
