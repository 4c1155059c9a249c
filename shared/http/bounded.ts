import { Failure } from "../action/failure.ts";
import type { Http } from "./types.ts";

export interface Bounds {
  /** Requests to one host at the same time. */
  readonly most: number;
  /** Milliseconds for all attempts of one call, unless the call says otherwise; waiting for its turn does not count. */
  readonly budget: number;
  /** How many calls in a row a host may fail with its own errors before it is left alone. */
  readonly patience?: number;
}

interface Door {
  running: number;
  failed: number;
  closed: Failure | undefined;
  readonly waiting: (() => void)[];
}

/**
 * The same client for thousands of questions to few hosts: so many at once and no more, and a host that does not answer
 * costs one time-out, since nobody asks it again. What would have been asked then rejects with why the host was given up.
 */
export const boundedHttp = (http: Http, { most, budget, patience = 3 }: Bounds): Http => {
  const doors = new Map<string, Door>();

  return async (request) => {
    const { host } = new URL(request.url);
    const door = doors.get(host) ?? { running: 0, failed: 0, closed: undefined, waiting: [] };
    doors.set(host, door);
    // Whoever leaves hands the place over, so that nobody who comes later can take it first.
    if (door.running >= most) await new Promise<void>((resolve) => door.waiting.push(resolve));
    else door.running++;
    try {
      if (door.closed !== undefined) throw givenUp(host, door.closed);
      const answer = await http({ budget, ...request });
      door.failed = 0;
      return answer;
    } catch (thrown) {
      if (thrown instanceof Failure && door.closed === undefined && speaksAgainst(thrown)) {
        door.failed++;
        if (thrown.code !== "SLIP-HTTP-FAILED" || door.failed >= patience) door.closed = thrown;
      }
      throw thrown;
    } finally {
      const next = door.waiting.shift();
      if (next === undefined) door.running--;
      else next();
    }
  };
};

const speaksAgainst = ({ code }: Failure): boolean =>
  code === "SLIP-HTTP-UNREACHABLE" || code === "SLIP-HTTP-LIMITED" || code === "SLIP-HTTP-FAILED";

const givenUp = (host: string, cause: Failure): Failure =>
  new Failure(cause.code, `${host} was not asked any more: ${cause.message}`, {
    blame: cause.blame,
    state: cause.state,
    next: cause.next,
    cause,
  });
