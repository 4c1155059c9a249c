import type { CancelScope } from "./cancel-scope.ts";
import { waitUnlessCancelled } from "./cancel-scope.ts";

export interface GroupRequest {
  /** Groups of different repositories never meet. */
  readonly repository: string;
  readonly group: string;
  readonly queue: "single" | "max";
  readonly cancelInProgress: boolean;
}

const longestQueue = 100;

interface Member {
  readonly scope: CancelScope;
  readonly enter: () => void;
}
interface Group {
  running: Member | undefined;
  pending: Member[];
}

export interface ConcurrencyGroups {
  /** Waits for its turn. Gives what releases the group, or undefined when the scope was cancelled meanwhile. */
  readonly acquire: (request: GroupRequest, scope: CancelScope) => Promise<(() => void) | undefined>;
}

/** Concurrency groups of all runs. Names are compared without regard to case. */
export const createConcurrencyGroups = (): ConcurrencyGroups => {
  const groups = new Map<string, Group>();

  const acquire: ConcurrencyGroups["acquire"] = (request, scope) => {
    const key = `${request.repository}\n${request.group}`.toLowerCase();
    const group = groups.get(key) ?? { running: undefined, pending: [] };
    groups.set(key, group);

    const next = () => {
      group.running = group.pending.shift();
      group.running?.enter();
      if (!group.running) groups.delete(key);
    };

    return waitUnlessCancelled(scope, (settle) => {
      const release = () => {
        if (group.running === member) next();
      };
      const member: Member = { scope, enter: () => settle(release) };
      if (!group.running) {
        group.running = member;
        member.enter();
        return undefined;
      }
      const waiting = `Canceling since a higher priority waiting request for ${request.group} exists`;
      if (request.cancelInProgress || request.queue === "single")
        for (const other of group.pending) other.scope.cancel(waiting);
      if (group.pending.length >= longestQueue) {
        scope.cancel(`Canceling since the queue for ${request.group} is full`);
        return undefined;
      }
      group.pending.push(member);
      if (request.cancelInProgress) group.running.scope.cancel(waiting);
      return () => {
        group.pending = group.pending.filter((other) => other !== member);
      };
    });
  };

  return { acquire };
};
