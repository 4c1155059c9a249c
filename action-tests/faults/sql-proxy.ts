import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { faultScript } from "../cloud/faults.ts";
import { newJournal } from "../cloud/journal.ts";
import { readFirst } from "../cloud/neon/startup-packet.ts";
import type { Emulator, FaultAction } from "../cloud/types.ts";
import { messages, refusal } from "./sql-messages.ts";

/** Stands between a client and Postgres: what an emulator is for HTTP, for statements. */
export interface SqlProxy extends Pick<Emulator, "fault" | "clearFaults" | "journal"> {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * Counts statements, over all connections, as they go to the server. `before`: it has not got there; `after`: it is there and
 * runs. A fault of the kind `status` is an error that the server might have given, with `body.message` in all its texts.
 */
export async function startSqlProxy(target: number): Promise<SqlProxy> {
  const script = faultScript();
  const journal = newJournal();
  const sockets = new Set<Socket>();

  const strikes = (statement: Buffer): readonly FaultAction[] => {
    journal.open({ method: "SQL", path: "/", query: "", headers: {}, body: statement.toString("latin1") });
    return script.strikes("SQL", "/");
  };

  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on("error", () => {});
      one.on("close", () => {
        sockets.delete(one);
        // What is on its way to a server that runs a statement gets there; the server sees the end after it.
        other.end();
      });
    }
    let inTransaction = false;
    const answers = messages((type, bytes) => {
      if (type === "Z") inTransaction = bytes[5] !== "I".charCodeAt(0);
    });
    upstream.on("data", (chunk: Buffer) => {
      client.write(chunk);
      answers(chunk);
    });

    /** Messages of a statement that is not complete yet. */
    let held: Buffer[] = [];
    const asked = messages((type, bytes) => {
      held.push(bytes);
      if (!"QSHXpc".includes(type)) return;
      const statement = Buffer.concat(held);
      held = [];
      if (type === "Q" || type === "S") carryOut(statement);
      else upstream.write(statement);
    });
    const carryOut = (statement: Buffer) => {
      const actions = strikes(statement);
      const calls = actions.filter((action) => action.kind === "call");
      for (const { call } of calls.filter(({ when }) => when === "before")) void call();
      const refused = actions.find((action) => action.kind === "status");
      if (refused === undefined) upstream.write(statement);
      else client.write(refusal(messageOf(refused.body), inTransaction));
      for (const { call } of calls.filter(({ when }) => when === "after")) void call();
    };

    let greeting = Buffer.alloc(0);
    let greeted = false;
    client.on("data", (chunk: Buffer) => {
      if (greeted) return asked(chunk);
      greeting = Buffer.concat([greeting, chunk]);
      const first = readFirst(greeting);
      if (first.kind === "incomplete") return;
      // A request to cancel is all that its connection says.
      upstream.write(greeting.subarray(0, first.length));
      greeted = first.kind !== "encryption";
      const rest = greeting.subarray(first.length);
      greeting = Buffer.alloc(0);
      if (rest.length > 0) client.emit("data", rest);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    port: (server.address() as AddressInfo).port,
    fault: script.add,
    clearFaults: script.clear,
    journal: journal.exchanges,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const messageOf = (body: unknown): string =>
  typeof body === "object" && body !== null && "message" in body ? String(body.message) : "refused";
