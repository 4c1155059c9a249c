import { describe, expect, test } from "@jest/globals";

/** A process that is killed at one of its calls: before or after that call is carried out, nothing more ever happens. */
interface Killer {
  /** The same ports; the chosen call and all that come after it are never answered. */
  readonly over: <P extends Record<string, unknown>>(ports: P) => P;
  /** Resolves as soon as the process is dead. */
  readonly dead: Promise<"dead">;
  readonly calls: () => number;
}

type Port = (...given: readonly unknown[]) => Promise<unknown>;

function killer(at: number, when: "before" | "after"): Killer {
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

export interface Story<Scene> {
  readonly scene: () => Scene;
  /** The action on that scene, dying as the killer says. */
  readonly act: (scene: Scene, over: Killer["over"]) => Promise<unknown>;
  /** The same step once more, left in peace. */
  readonly again: (scene: Scene) => Promise<unknown>;
  /** All that others can see. */
  readonly stateOf: (scene: Scene) => unknown;
}

/** Tests that an action which is killed at any of its calls, before or after it, ends as a whole one when it is run again. */
export async function describeKills<Scene>(name: string, story: Story<Scene>, atLeast: number): Promise<void> {
  const once = async (scene: Scene, at: number, when: "before" | "after") => {
    const { over, dead, calls } = killer(at, when);
    const end = await Promise.race([story.act(scene, over).then(() => "done" as const), dead]);
    return { end, calls: calls() };
  };
  const whole = story.scene();
  const { calls } = await once(whole, Number.POSITIVE_INFINITY, "before");
  const expected = story.stateOf(whole);

  describe(`${name} that is killed at any call, and run again`, () => {
    test("is worth trying", () => {
      expect(calls).toBeGreaterThan(atLeast);
    });

    test.each(Array.from({ length: calls }, (_, index) => [index]))(
      "at call %i ends as if nothing had been",
      async (at) => {
        for (const when of ["before", "after"] as const) {
          const killed = story.scene();
          expect((await once(killed, at, when)).end).toBe("dead");
          await story.again(killed);
          expect(story.stateOf(killed)).toEqual(expected);
        }
      },
    );
  });
}
