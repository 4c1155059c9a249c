import { type IncomingMessage, request as send, type ServerResponse } from "node:http";
import { faultScript } from "../cloud/faults.ts";
import { newJournal } from "../cloud/journal.ts";
import { listenOnLoopback } from "../cloud/loopback.ts";
import type { Emulator } from "../cloud/types.ts";

/** Stands before a git server and does to its requests what a fault script says. */
export type GitFront = Pick<Emulator, "url" | "journal" | "fault" | "clearFaults" | "close">;

/** `origin`: base address of the server that answers in fair weather. */
export async function startGitFront(origin: string): Promise<GitFront> {
  const script = faultScript();
  const journal = newJournal();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(request.url ?? "/", "http://git");
    const method = request.method ?? "GET";
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const body = await read(request);
    const exchange = journal.open({ method, path: pathname, query: search, headers, body: undefined });
    const reset = () => void request.socket.resetAndDestroy();
    let [after, lose]: [(() => void | Promise<void>)[], boolean] = [[], false];
    let most = body.length;
    for (const action of script.strikes(method, pathname + search)) {
      if (action.kind === "reset") return reset();
      if (action.kind === "status") {
        exchange.status = action.status;
        response.writeHead(action.status, { "content-type": "text/plain", ...action.headers });
        return void response.end(JSON.stringify(action.body ?? ""));
      }
      if (action.kind === "lost-answer") lose = true;
      else if (action.kind === "cut") most = Math.min(most, action.bytes);
      else if (action.kind === "call" && action.when === "after") after.push(action.call);
      // oxlint-disable-next-line no-await-in-loop -- in the order of the script
      else if (action.kind === "call") await action.call();
      else if (action.kind !== "delay") throw new Error(`no ${action.kind} here`);
    }
    const answer = await forward(
      origin + (request.url ?? "/"),
      { method, headers },
      body.subarray(0, most),
      most < body.length,
    );
    // oxlint-disable-next-line no-await-in-loop -- as above
    for (const call of after) await call();
    if (answer === undefined || lose) return reset();
    exchange.status = answer.status;
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  }

  const { url, close } = await listenOnLoopback((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  return { url, journal: journal.exchanges, fault: script.add, clearFaults: script.clear, close };
}

async function read(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** `cut`: the body ends early and the connection with it; then there is no answer. */
const forward = (
  url: string,
  { method, headers }: { readonly method: string; readonly headers: Readonly<Record<string, string>> },
  body: Buffer,
  cut: boolean,
): Promise<Answered | undefined> =>
  new Promise((resolve) => {
    const upstream = send(url, { method, headers, agent: false }, (answer) => {
      read(answer).then(
        (whole) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: whole }),
        () => resolve(undefined),
      );
    });
    upstream.on("error", () => resolve(undefined));
    if (cut) upstream.write(body, () => upstream.destroy());
    else upstream.end(body);
  });
