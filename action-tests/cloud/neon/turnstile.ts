/** Lets one at a time through for each name. Whoever needs several names waits for all of them. */
export const turnstile = () => {
  const last = new Map<string, Promise<unknown>>();
  return <T>(names: readonly string[], work: () => Promise<T>): Promise<T> => {
    const before = Promise.allSettled(names.map(async (name) => last.get(name)));
    const done = before.then(work);
    for (const name of names) last.set(name, done);
    return done;
  };
};
