import { request } from "node:http";
import type { Sample } from "./report/model.ts";

export interface Traffic {
  readonly samples: readonly Sample[];
  readonly stop: () => Promise<void>;
}

const TIMEOUT_MILLISECONDS = 10_000;

/**
 * A client that asks all the time, one request after the other's answer with a short pause, half of them on connections of
 * their own: both new and kept connections must survive a deploy.
 */
export function startTraffic(url: (index: number) => string | undefined, pause: number, now: () => number): Traffic {
  const samples: Sample[] = [];
  let running = true;
  const loop = (async () => {
    for (let index = 0; running; index++) {
      const target = url(index);
      if (target !== undefined) samples.push(await ask(target, index % 4 < 2, now));
      await new Promise((resume) => setTimeout(resume, pause));
    }
  })();
  return {
    samples,
    stop: async () => {
      running = false;
      await loop;
    },
  };
}

function ask(target: string, fresh: boolean, now: () => number): Promise<Sample> {
  const at = now();
  return new Promise((resolve) => {
    const end = (status: number | undefined, commit: string | undefined) =>
      resolve({ at, milliseconds: now() - at, ok: status === 200, status, commit });
    const call = request(target, { ...(fresh ? { agent: false } : {}), timeout: TIMEOUT_MILLISECONDS }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (body += chunk));
      response.on("end", () => end(response.statusCode, commitIn(body)));
      response.on("error", () => end(undefined, undefined));
    });
    call.on("timeout", () => call.destroy(new Error("no answer in time")));
    call.on("error", () => end(undefined, undefined));
    call.end();
  });
}

function commitIn(body: string): string | undefined {
  try {
    const { commit } = JSON.parse(body) as { commit?: unknown };
    return typeof commit === "string" ? commit : undefined;
  } catch {
    return undefined;
  }
}
