// Generated from core/lists/events.yaml by `npm run generate`; do not edit.

/** Everything that the core reports. */
export const enum Event {
  /** The meter has power; start number {a}. */
  PowerUp = 1,
  /** The meter has lost its supply and runs on its reserve. */
  PowerFailing = 2,
  /** **Grid lost:** {a:reason} ({b:mv} V). */
  UtilityLost = 10,
  /** **Grid is back** at {a:mv} V; it must stay good for {b} s. */
  UtilityBack = 11,
  /** Grid accepted: {a:mv} V, {b:mhz} Hz. */
  UtilityGood = 12,
  /** Grid side is live but not accepted: {a:reason} ({b:mv} V). */
  UtilityRejected = 13,
  /** Abnormal source on the grid's wires: {a:mhz} Hz, {b:mv} V. */
  AbnormalLineSource = 14,
  /** Grid sagged to {a:mv} V for {b:ms} s; the house rode through. */
  UtilitySag = 15,
  /** Grid overvoltage: {a:mv} V; no generator is good, so the house stays. */
  UtilitySwell = 16,
  /** Legs of the grid are unequal: {a:mv} V and {b:mv} V. */
  ImbalanceWarning = 17,
  /** **Open neutral suspected:** {a:mv} V and {b:mv} V on the legs. */
  OpenNeutral = 18,
  /**
   * The grid failed under load and looks healthy without it ({a:reason}): it is watched for {b}
   * s.
   */
  UtilitySuspect = 19,
  /** The grid flickers: it must now stay good for {a} s. */
  Backoff = 20,
  /** Generator seen: {a:mv} V, {b:mhz} Hz; being checked. */
  GeneratorSeen = 30,
  /** **Generator accepted:** {a:mv} V, {b:mhz} Hz. */
  GeneratorAccepted = 31,
  /** Generator not accepted: {a:reason} ({b:mv} V). */
  GeneratorRejected = 32,
  /** **Generator lost:** {a:reason} ({b:mv} V). */
  GeneratorLost = 33,
  /** No voltage from the generator any more. */
  GeneratorGone = 34,
  /** **Overload:** {a:ma} A and {b:ma} A on the generator. */
  Overload = 36,
  /** Generator loaded above 80 %: {a:ma} A and {b:ma} A. */
  OverloadWarning = 37,
  /** Service switch opened and proven, {a:ms} s after the order. */
  UtilityOpened = 42,
  /** **On the grid.** Service switch closed, both poles; {a:ms} s dark. */
  UtilityClosed = 43,
  /** Generator switch opened and proven, {a:ms} s after the order. */
  GeneratorOpened = 44,
  /** **On generator.** Generator switch closed, both poles; {a:ms} s dark. */
  GeneratorClosed = 45,
  /** Coil {a:coil}: the switch did not follow; second pulse. */
  PulseRetry = 46,
  /** Closing is held back: {a:reason}. */
  CloseRefused = 47,
  /** Closing aborted: {a:reason}. */
  CloseAborted = 48,
  /** The generator is gone: its switch opens on the reserve. */
  GeneratorOpenedOnReserve = 49,
  /** **Locked out:** {a:reason}. */
  LockedOut = 60,
  /** Lock-out cleared ({a:reason}). */
  LockoutCleared = 61,
  /** The house is live with both switches open: {a:mv} V. */
  BackVoltage = 62,
  /** The house has been live from inside for {a} s: {b:mv} V. */
  BackVoltageAlarm = 63,
  /** The house is dead again. */
  BackVoltageGone = 64,
  /** **Back-feed suspected:** {a:w} W towards the grid at {b:mhz} Hz; opening to find out. */
  BackfeedSuspected = 65,
  /** **A source in the house** was feeding the grid's wires. */
  BackfeedConfirmed = 66,
  /** It was the grid: the house side is dead, the line is live. */
  BackfeedWasUtility = 67,
  /** **Grid wires became live with the generator:** the generator switch opened at once. */
  LiveOnUtilityWires = 68,
  /** Contacts of the {a:switch} contradict each other or the voltages. */
  Contradiction = 70,
  /** Contacts of the {a:switch} agree again. */
  ContradictionGone = 71,
  /** One pole of the {a:switch} is open, the other closed. */
  SplitPoles = 72,
  /** **Live plug:** the generator side follows the house. */
  GeneratorFollows = 73,
  /** A sensor lead is broken: {a:place}. */
  SensorLost = 74,
  /** The sensor lead is intact again: {a:place}. */
  SensorBack = 75,
  /** The neutral reference failed its test. */
  NeutralLost = 76,
  /** The neutral reference passed its test. */
  NeutralValid = 77,
  /** A coil or its driver is broken: {a:ma} A of coil current. */
  DriverBroken = 78,
  /** The coil reserve is low ({a:mv} V): nothing closes until it is charged. */
  ReserveLow = 79,
  /**
   * The coil reserve has lost capacity (about {a} % is left): no transfer starts. It is weighed
   * again every ten minutes, in a dark house every minute.
   */
  ReserveWeak = 86,
  /** The coil reserve has recovered: transfers may start again. */
  ReserveRecovered = 85,
  /** A jaw of the socket is hot: {a:decidegree} degrees. */
  JawWarning = 80,
  /** **A jaw of the socket is too hot:** {a:decidegree} degrees. */
  JawTrip = 81,
  /** The store failed its check; defaults are used and transfers are locked. */
  StoreBad = 82,
  /**
   * The store holds the record of a later release; it is kept as it is, and transfers are
   * locked.
   */
  StoreLater = 88,
  /**
   * The setting {a:setting} of an earlier release is outside its limits; its default is used.
   */
  SettingReset = 89,
  /**
   * The stored settings {a:setting} and {b:setting} contradict each other; defaults are used
   * for all that do.
   */
  SettingConflict = 84,
  /** The two clocks disagree by {a} per mille. */
  ClockDrift = 83,
  /** The setting {a:setting} was changed by an order. */
  SettingChanged = 90,
  /**
   * The setting {a:setting} was refused: outside its limits, or too near to another setting.
   */
  SettingRefused = 91,
  /** Order: stay open ({a}). */
  LockOpenSet = 92,
  /** Order to stay open cleared. */
  LockOpenCleared = 93,
}
