import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Incoming, Reply, Route } from "../routes.ts";
import { startServer } from "../server.ts";
import type { Emulator } from "../types.ts";

/** What the service keeps: entries never change, and only finished ones are offered. */
interface Entry {
  readonly key: string;
  readonly version: string;
  content: Buffer | undefined;
  finished: boolean;
}

export interface CacheServiceEmulator extends Emulator {
  /** What a job that may use the service has in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly runtimeToken: string;
  /** Finished entries, oldest first. */
  readonly entries: () => readonly { readonly key: string; readonly version: string; readonly content: Buffer }[];
  /** Puts an entry there, as whoever may write to the cache could. */
  readonly plant: (key: string, version: string, content: Buffer) => void;
}

const KEY = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[^,]+$/);
const VERSION = z.string().regex(/^[0-9a-f]{64}$/);
const creation = z.strictObject({ key: KEY, version: VERSION });
const finish = z.strictObject({ key: KEY, version: VERSION, size_bytes: z.string().regex(/^\d+$/) });
const lookup = z.strictObject({ key: KEY, version: VERSION, restore_keys: z.array(KEY).max(10) });

const twirp = (status: number, code: string, msg: string): Reply => ({ status, body: { code, msg } });
const malformed = (): Reply => twirp(400, "malformed", "the request is not understood");
const forbidden = (): Reply => ({ status: 403, raw: "<Error><Code>AuthenticationFailed</Code></Error>" });

/** The second version of GitHub's cache service, and the storage behind its signed addresses. */
export const startCacheService = async (): Promise<CacheServiceEmulator> => {
  const runtimeToken = randomBytes(48).toString("base64url");
  const entries: Entry[] = [];
  const signatures = new Map<string, { readonly entry: Entry; readonly right: "r" | "w" }>();
  let base = "";

  const guarded =
    (handler: (request: Incoming) => Reply) =>
    (request: Incoming): Reply =>
      request.headers["authorization"] === `Bearer ${runtimeToken}`
        ? handler(request)
        : twirp(401, "unauthenticated", "the token is not known");

  const signed = (entry: Entry, right: "r" | "w"): string => {
    const signature = randomBytes(32).toString("base64");
    signatures.set(signature, { entry, right });
    return `${base}/blobs/${entries.indexOf(entry)}?${new URLSearchParams({ sv: "2025-11-05", sp: right, sig: signature }).toString()}`;
  };

  const create = ({ body }: Incoming): Reply => {
    const { data } = creation.safeParse(body);
    if (data === undefined) return malformed();
    if (entries.some(({ key, version, finished }) => finished && key === data.key && version === data.version)) {
      return twirp(409, "already_exists", "cache entry with the same key, version, and scope already exists");
    }
    const entry: Entry = { ...data, content: undefined, finished: false };
    entries.push(entry);
    return { status: 200, body: { ok: true, signed_upload_url: signed(entry, "w") } };
  };

  const entryOf = ({ query, headers }: Incoming, right: "r" | "w"): Entry | undefined => {
    const found = signatures.get(query.get("sig") ?? "");
    return headers["authorization"] === undefined && found?.right === right ? found.entry : undefined;
  };

  const put = (request: Incoming): Reply => {
    const entry = entryOf(request, "w");
    if (entry === undefined || entry.finished) return forbidden();
    if (request.headers["x-ms-blob-type"] !== "BlockBlob") return { status: 400, raw: "MissingRequiredHeader" };
    entry.content = request.raw;
    return { status: 201 };
  };

  const finalize = ({ body }: Incoming): Reply => {
    const { data } = finish.safeParse(body);
    const entry = entries.findLast(({ key, version }) => key === data?.key && version === data.version);
    if (data === undefined || entry?.content === undefined) return malformed();
    if (Number(data.size_bytes) !== entry.content.length) return twirp(400, "invalid_argument", "another size");
    entry.finished = true;
    return { status: 200, body: { ok: true, entry_id: String(entries.indexOf(entry) + 1) } };
  };

  const offer = ({ body }: Incoming): Reply => {
    const { data } = lookup.safeParse(body);
    if (data === undefined) return malformed();
    const here = entries.filter(({ version, finished }) => finished && version === data.version);
    const found =
      here.find(({ key }) => key === data.key) ??
      data.restore_keys.map((prefix) => here.findLast(({ key }) => key.startsWith(prefix))).find((one) => one);
    if (found === undefined) return { status: 200, body: { ok: false, signed_download_url: "", matched_key: "" } };
    return { status: 200, body: { ok: true, signed_download_url: signed(found, "r"), matched_key: found.key } };
  };

  const get = (request: Incoming): Reply => {
    const content = entryOf(request, "r")?.content;
    if (content === undefined) return forbidden();
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers["range"] ?? "") ?? [];
    if (from === undefined) return { status: 200, raw: content };
    const part = content.subarray(Number(from), Number(to) + 1);
    const range = `bytes ${from}-${Number(from) + part.length - 1}/${content.length}`;
    return { status: 206, raw: part, headers: { "content-range": range, "content-type": "application/octet-stream" } };
  };

  const service = "/twirp/github.actions.results.api.v1.CacheService";
  const routes: readonly Route[] = [
    { method: "POST", path: `${service}/CreateCacheEntry`, handler: guarded(create) },
    { method: "POST", path: `${service}/FinalizeCacheEntryUpload`, handler: guarded(finalize) },
    { method: "POST", path: `${service}/GetCacheEntryDownloadURL`, handler: guarded(offer) },
    { method: "PUT", path: "/blobs/:blob", handler: put },
    { method: "GET", path: "/blobs/:blob", handler: get },
  ];
  const server = await startServer({ routes });
  base = server.url;
  return {
    ...server,
    runtimeToken,
    environment: {
      ACTIONS_RESULTS_URL: `${server.url}/`,
      ACTIONS_RUNTIME_TOKEN: runtimeToken,
      ACTIONS_CACHE_SERVICE_V2: "True",
    },
    entries: () =>
      entries.flatMap(({ key, version, content, finished }) =>
        finished && content !== undefined ? [{ key, version, content }] : [],
      ),
    plant: (key, version, content) => void entries.push({ key, version, content, finished: true }),
    dump: () => entries.map(({ key, finished }) => ({ key, finished })),
  };
};
