/** A process that is killed at one of its calls: before or after that call is carried out, nothing more ever happens. */
export interface Killer {
  /** The same ports; the chosen call and all that come after it are never answered. */
  readonly over: <P extends Record<string, unknown>>(ports: P) => P;
  /** Resolves as soon as the process is dead. */
  readonly dead: Promise<"dead">;
  readonly calls: () => number;
}

type Port = (...given: readonly unknown[]) => Promise<unknown>;

export function killer(at: number, when: "before" | "after"): Killer {
  const { promise: dead, resolve } = Promise.withResolvers<"dead">();
  const never = new Promise<never>(() => {});
  let calls = 0;
  const mortal =
    (port: Port): Port =>
    async (...given) => {
      const index = calls++;
      if (index > at || (index === at && when === "before")) {
        resolve("dead");
        return never;
      }
      const answer = await port(...given);
      if (index < at) return answer;
      resolve("dead");
      return never;
    };
  return {
    over: <P extends Record<string, unknown>>(ports: P): P =>
      Object.fromEntries(
        Object.entries(ports).map(([name, port]) => [name, typeof port === "function" ? mortal(port as Port) : port]),
      ) as P,
    dead,
    calls: () => calls,
  };
}
