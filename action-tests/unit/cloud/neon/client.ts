import { jest } from "@jest/globals";
import postgres from "postgres";
import type { NeonOptions } from "../../../cloud/neon/options.ts";
import { type NeonEmulator, startNeon } from "../../../cloud/neon/start.ts";

/** Real processes take their time on a busy machine; a test that hangs ends all the same. */
jest.setTimeout(60_000);

export interface Answer {
  readonly status: number;
  /** Parsed JSON; tests look into it as they like. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

/** A running emulator and a plain client of it. */
export interface Client {
  readonly neon: NeonEmulator;
  readonly call: (method: string, path: string, body?: unknown) => Promise<Answer>;
  /** Creates a branch with a compute and waits until nothing is going on. */
  readonly branch: (name: string, more?: Readonly<Record<string, unknown>>) => Promise<Answer>;
  /** Ends the emulator; rejects when a request or an answer broke the vendor's API description. */
  readonly close: () => Promise<void>;
  /** One statement over one connection. */
  readonly query: (uri: string, text: string) => Promise<readonly unknown[]>;
}

export const startClient = async (options: NeonOptions = {}): Promise<Client> => {
  const neon = await startNeon({ operationMilliseconds: 1, ...options });
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${neon.url}/projects/${neon.projectId}${path}`, {
      method,
      headers: { authorization: `Bearer ${neon.apiKey}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  };
  return {
    neon,
    call,
    branch: async (name, more = {}) => {
      const answer = await call("POST", "/branches", {
        branch: { name, ...more },
        endpoints: [{ type: "read_write" }],
      });
      await neon.settled();
      return answer;
    },
    close: async () => {
      const { violations } = neon;
      await neon.close();
      if (violations.length > 0) throw new Error(violations.join("\n"));
    },
    query: async (uri, text) => {
      const sql = postgres(uri, { max: 1, onnotice: () => undefined });
      try {
        return [...(await sql.unsafe(text))];
      } finally {
        await sql.end();
      }
    },
  };
};
