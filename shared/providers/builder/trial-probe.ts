import { request } from "node:http";
import type { Trial } from "../../ports/builder.ts";
import type { EngineOptions } from "./engine.ts";

const PAUSE = 100;
const PATIENCE = 2_000;

interface State {
  readonly running: boolean;
  readonly address: string;
}

/** Asks a container over HTTP until it answers as it should. Answers why it did not, or undefined when it did. */
export async function probe(
  { path, port, statuses }: Extract<Trial, { kind: "http" }>,
  timeout: number,
  { clock, signal }: Pick<EngineOptions, "clock" | "signal">,
  look: () => Promise<State>,
): Promise<string | undefined> {
  const deadline = clock.now() + timeout;
  for (let last = "nothing"; ;) {
    const { running, address } = await look();
    if (!running) return "it ended before it answered";
    const answer = await ask(address, port, path);
    if (typeof answer === "number" && statuses.includes(answer)) return undefined;
    last = typeof answer === "number" ? `status ${answer}` : answer;
    if (clock.now() > deadline) {
      return `\`GET ${path}\` on port ${port} gave ${last} after ${Math.round(timeout / 1000)} s, not ${statuses.join(" or ")}`;
    }
    await clock.sleep(PAUSE, signal);
  }
}

function ask(host: string, port: number, path: string): Promise<number | string> {
  return new Promise((resolve) => {
    const asking = request({ host, port, path, timeout: PATIENCE, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asking.once("timeout", () => asking.destroy(new Error("no answer")));
    asking.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    asking.end();
  });
}
