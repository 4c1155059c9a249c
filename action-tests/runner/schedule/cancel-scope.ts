/** Something that may be cancelled once, with a reason for people. */
export interface CancelScope {
  readonly reason: () => string | undefined;
  readonly cancel: (reason: string) => void;
  /** Calls back at the cancel, at once when it has happened already. Returns how to stop listening. */
  readonly onCancel: (listener: (reason: string) => void) => () => void;
}

export const createCancelScope = (parent?: CancelScope): CancelScope => {
  let reason: string | undefined;
  const listeners = new Set<(reason: string) => void>();
  const cancel = (why: string) => {
    if (reason !== undefined) return;
    reason = why;
    for (const listener of listeners) listener(why);
  };
  parent?.onCancel(cancel);
  return {
    reason: () => reason,
    cancel,
    onCancel: (listener) => {
      if (reason !== undefined) listener(reason);
      else listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** Waits until something is there, or undefined when the scope is cancelled first. `enter` gets the way to hand it over. */
export const waitUnlessCancelled = <T>(
  scope: CancelScope,
  enter: (settle: (value: T) => void) => (() => void) | undefined,
): Promise<T | undefined> =>
  new Promise((resolve) => {
    let leave: (() => void) | undefined;
    const settle = (value: T | undefined) => {
      stop?.();
      leave?.();
      leave = undefined;
      resolve(value);
    };
    let stop: (() => void) | undefined;
    leave = enter(settle);
    stop = scope.onCancel(() => settle(undefined));
  });
