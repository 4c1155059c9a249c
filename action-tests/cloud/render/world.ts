import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import type { Registry } from "./images.ts";
import type { RepositoryOptions, Timings } from "./options.ts";
import type { Service } from "./types.ts";

export interface LogLine {
  readonly id: string;
  /** Microseconds since the epoch; no two lines have the same. */
  readonly at: number;
  readonly service: string;
  readonly instance: string | undefined;
  readonly type: "app" | "build";
  readonly level: "info" | "error";
  readonly text: string;
}

export interface Happening {
  readonly id: string;
  readonly at: number;
  readonly service: string;
  readonly type: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What all parts of the emulator share. */
export interface World {
  /** Temporary folder of this emulator. */
  readonly root: string;
  readonly timings: Timings;
  readonly repositories: Readonly<Record<string, RepositoryOptions>>;
  readonly registry: Registry;
  readonly services: Map<string, Service>;
  readonly logs: LogLine[];
  readonly events: Happening[];
  readonly closing: AbortSignal;
  /** Microseconds since the epoch, never the same twice. */
  readonly stamp: () => number;
  /** `srv` → `srv-…` with 20 letters and digits, as the vendor's. */
  readonly newId: (prefix: string) => string;
  /** A port below the range that the system hands out by itself, so that nobody gets it in between. */
  readonly freePort: () => Promise<number>;
  readonly log: (line: Omit<LogLine, "id" | "at">) => void;
  readonly event: (service: string, type: string, details: Readonly<Record<string, unknown>>) => void;
}

const keptLines = 5000;

export const letters = (count: number): string => {
  const alphabet = "0123456789abcdefghijklmnopqrstuv";
  return [...randomBytes(count)].map((byte) => alphabet[byte % 32]).join("");
};

const bindable = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });

export const newWorld = (given: Pick<World, "root" | "timings" | "repositories" | "registry" | "closing">): World => {
  const logs: LogLine[] = [];
  const events: Happening[] = [];
  const taken = new Set<number>();
  let last = 0;
  const stamp = () => (last = Math.max(Date.now() * 1000, last + 1));
  const newId = (prefix: string) => `${prefix}-${letters(20)}`;
  return {
    ...given,
    services: new Map(),
    logs,
    events,
    stamp,
    newId,
    freePort: async () => {
      for (;;) {
        const port = 20_000 + (randomBytes(2).readUInt16BE() % 12_000);
        if (taken.has(port)) continue;
        taken.add(port);
        if (await bindable(port)) return port;
      }
    },
    log: (line) => {
      logs.push({ id: letters(16), at: stamp(), ...line });
      if (logs.length > keptLines * 1.2) logs.splice(0, logs.length - keptLines);
    },
    event: (service, type, details) => {
      events.push({ id: newId("evt"), at: stamp(), service, type, details });
    },
  };
};
