import { expect, test } from "@jest/globals";
import * as z from "zod";
import { Failure } from "../../../shared/action/failure.ts";
import { virtualClock } from "../../fakes/clock.ts";
import { client, hang, json, serve, status } from "./server.ts";

const reason = new Failure("SLIP-CANCELLED", "The run was cancelled.", { blame: "user", outcome: "cancelled" });
const schema = z.unknown();

test("an aborted signal sends nothing", async () => {
  await using server = await serve(json({}));
  const { http } = client({ signal: AbortSignal.abort(reason) });
  await expect(http({ url: server.url, schema })).rejects.toBe(reason);
  expect(server.requests).toHaveLength(0);
});

test("a request under way ends at once, with the signal's reason, although it could be looked up", async () => {
  const controller = new AbortController();
  await using server = await serve((response, request) => {
    hang(response, request);
    controller.abort(reason);
  });
  let looked = false;
  const adopt = async () => {
    looked = true;
    return undefined;
  };
  const { http } = client({ signal: controller.signal });
  await expect(http({ method: "POST", url: server.url, schema, adopt })).rejects.toBe(reason);
  expect(looked).toBe(false);
});

test("a body under way ends at once", async () => {
  const controller = new AbortController();
  await using server = await serve((response) => {
    response.writeHead(200);
    response.write("{", () => controller.abort(reason));
  });
  await expect(client({ signal: controller.signal }).http({ url: server.url, schema })).rejects.toBe(reason);
});

test("waiting for the next attempt ends at once", async () => {
  const controller = new AbortController();
  await using server = await serve(status(503, { "retry-after": "60" }));
  // This clock stands still: only the signal can end the wait.
  const clock = virtualClock({ auto: false });
  const asleep = {
    ...clock,
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      const sleeping = clock.sleep(milliseconds, signal);
      controller.abort(reason);
      return sleeping;
    },
  };
  const { http } = client({ signal: controller.signal, clock: asleep });
  await expect(http({ url: server.url, schema })).rejects.toBe(reason);
  expect(server.requests).toHaveLength(1);
});

test("a look-up that the signal ends is cancelled, not uncertain", async () => {
  const controller = new AbortController();
  await using server = await serve(status(500));
  const adopt = async () => {
    controller.abort(reason);
    return Promise.reject(reason);
  };
  const { http } = client({ signal: controller.signal });
  await expect(http({ method: "POST", url: server.url, schema, adopt })).rejects.toBe(reason);
});

test("leaves nothing behind on the signal", async () => {
  await using server = await serve(json({}));
  const controller = new AbortController();
  const listeners = new Set<unknown>();
  const { signal } = controller;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...all: Parameters<typeof add>) => {
    listeners.add(all[1]);
    add(...all);
  };
  signal.removeEventListener = (...all: Parameters<typeof remove>) => {
    listeners.delete(all[1]);
    remove(...all);
  };
  await client({ signal }).http({ url: server.url, schema });
  expect(listeners.size).toBe(0);
});
