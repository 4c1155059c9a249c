/** Time as actions see it. Fakes make a fifteen-minute time-out last a millisecond. */
export interface Clock {
  /** Milliseconds on a clock that never jumps; only differences mean anything. */
  readonly now: () => number;
  /** The wall clock, for records and for asking providers "since when". */
  readonly date: () => Date;
  /** Rejects with the signal's reason when it is aborted. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}
