import { Failure } from "../action/failure.ts";
import type { Rules } from "./decide.ts";
import type { Request, Upload } from "./types.ts";

interface Prepared {
  readonly target: URL;
  /** Method and address without query, for messages. */
  readonly label: string;
  /** Fresh for each attempt: a stream can be sent once only. `pieces`: how many of it went out. */
  readonly init: () => { readonly init: RequestInit; readonly pieces: () => number };
  readonly rules: Rules;
  /** Whether the request changes nothing by its nature. */
  readonly reads: boolean;
}

const stream = ({ size, open }: Upload, headers: Headers, onPiece: () => void): RequestInit => {
  const counted = async function* () {
    for await (const piece of open()) {
      onPiece();
      yield piece;
    }
  };
  // Without the length it would go in chunks, which not every server takes.
  headers.set("content-length", String(size));
  // `fetch` keeps all of a body for the redirect that it might have to follow, unless it is told that there is none.
  const once = { redirect: "error", window: null } as const;
  return size === 0 ? {} : { body: ReadableStream.from(counted()), duplex: "half", ...once };
};

/** Everything of a request that stays the same over its attempts. */
export const prepare = <T>(request: Request<T>): Prepared => {
  const { method = "GET", body, upload, token, accept = [], safeToRepeat = [] } = request;
  const target = new URL(request.url);
  if (!/^https?:$/.test(target.protocol) || target.username !== "" || target.password !== "") {
    throw new Failure(
      "SLIP-INPUT-INVALID",
      `${target.host || target.protocol} is not an address that a key may be sent to.`,
      {
        blame: "user",
        state: "Nothing was sent.",
        next: "Give `api-url` an address with https, without name and password in it.",
      },
    );
  }
  const inline = body === undefined ? {} : { body: JSON.stringify(body) };
  const label = `${method} ${target.origin}${target.pathname}`;
  const headers = new Headers({ accept: "application/json", "user-agent": "slipway" });
  if (body !== undefined) headers.set("content-type", "application/json");
  if (upload !== undefined) headers.set("content-type", "application/octet-stream");
  try {
    for (const [name, value] of Object.entries(request.headers ?? {})) headers.set(name, value);
    if (token !== undefined) headers.set("authorization", `Bearer ${token.reveal()}`);
  } catch {
    // The original error quotes the value, which may be the secret.
    throw new Failure("SLIP-INPUT-INVALID", `The key or a header for ${label} has characters that cannot be sent.`, {
      blame: "user",
      state: "Nothing was sent.",
      next: "Check the secret: a line break or a blank in the middle of a pasted key is the usual cause.",
    });
  }
  return {
    target,
    label,
    init: () => {
      let sent = 0;
      const body = upload === undefined ? inline : stream(upload, headers, () => void sent++);
      return { init: { method, headers, ...body }, pieces: () => sent };
    },
    rules: {
      repeatable: request.repeatable ?? (method !== "POST" && method !== "PATCH"),
      accept,
      safeToRepeat,
      canLook: request.adopt !== undefined,
    },
    reads: method === "GET" || method === "HEAD",
  };
};
