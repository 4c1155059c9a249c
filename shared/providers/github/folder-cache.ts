import { createHash } from "node:crypto";
import { mkdir, open, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as z from "zod";
import { toFailure } from "../../action/failure.ts";
import type { Secret } from "../../action/secret.ts";
import type { Http } from "../../http/types.ts";
import type { FolderCache } from "../../ports/folder-cache.ts";
import { archiveOf, unpackArchive } from "./folder-archive.ts";

const SERVICE = "twirp/github.actions.results.api.v1.CacheService";
/** Entries of another version are never offered: counts up with the form of the archive. */
const VERSION = createHash("sha256").update("slipway folder 1").digest("hex");
/** A repository has 10 GB for all that it keeps; one image must not push out everything else. */
const MOST = 1024 ** 3;
/** What is fetched at a time, and again when the connection breaks. */
const PART = 32 * 1024 ** 2;
/** Milliseconds. A cache that takes longer saves no time. */
const CALL = 20_000;
const TRANSFER = 5 * 60_000;

export interface CacheServiceAccess {
  readonly http: Http;
  readonly signal: AbortSignal;
  readonly protect: (value: string) => Secret;
  readonly log: { readonly debug: (line: string) => void };
  /** ACTIONS_RESULTS_URL and ACTIONS_RUNTIME_TOKEN. */
  readonly resultsUrl: string;
  readonly runtimeToken: Secret;
  readonly temp: string;
  readonly keepsDisk: boolean;
  /** Bytes of an archive; a gibibyte when absent. */
  readonly most?: number;
}

const created = z.looseObject({ ok: z.boolean().nullish(), signed_upload_url: z.string().nullish() }).nullish();
const finished = z.looseObject({ ok: z.boolean().nullish() }).nullish();
const offered = z
  .looseObject({
    ok: z.boolean().nullish(),
    signed_download_url: z.string().nullish(),
    matched_key: z.string().nullish(),
  })
  .nullish();

/** The second version of GitHub's cache service, by its own three calls and the signed addresses that they give. */
export function folderCache(access: CacheServiceAccess): FolderCache {
  const { http, signal, protect, log, temp, keepsDisk, most = MOST } = access;

  const call = <T>(method: string, body: unknown, schema: z.ZodType<T>, accept: readonly number[] = []) =>
    http({
      method: "POST",
      url: `${access.resultsUrl.replace(/\/+$/, "")}/${SERVICE}/${method}`,
      token: access.runtimeToken,
      body,
      schema,
      accept,
      // What is there already is told by an answer of its own.
      repeatable: true,
      budget: CALL,
    });

  /** Whoever has the address may read or write there. */
  const hidden = (address: string): string => {
    const signature = new URL(address).searchParams.get("sig");
    if (signature !== null) protect(signature);
    return address;
  };

  const put = async (folder: string, prefix: string): Promise<string> => {
    const archive = await archiveOf(folder, most);
    if (archive === undefined) return `are not kept: there are none, or more than ${Math.round(most / 1024 ** 2)} MiB`;
    const { size, digest } = archive;
    const entry = { key: `${prefix}${digest.slice(0, 16)}`, version: VERSION };
    const { status, body } = await call("CreateCacheEntry", entry, created, [409]);
    if (status === 409) return "are kept already";
    if (body?.ok !== true || typeof body.signed_upload_url !== "string") return "are not kept: GitHub takes no more";
    await http({
      method: "PUT",
      url: hidden(body.signed_upload_url),
      upload: archive,
      headers: { "x-ms-blob-type": "BlockBlob" },
      schema: z.string(),
      text: true,
      attempt: CALL,
      budget: TRANSFER,
    });
    const end = await call("FinalizeCacheEntryUpload", { ...entry, size_bytes: String(size) }, finished);
    return end.body?.ok === true ? `are kept as ${entry.key}` : "are not kept: GitHub did not take them";
  };

  const fetchTo = async (address: string, file: string): Promise<void> => {
    const handle = await open(file, "w", 0o600);
    try {
      let total = PART;
      for (let from = 0; from < total;) {
        const { body, headers } = await http({
          url: address,
          headers: { range: `bytes=${from}-${from + PART - 1}` },
          schema: z.instanceof(Uint8Array),
          bytes: true,
          maxBytes: PART,
          budget: TRANSFER,
        });
        // A storage that knows no ranges sends all of it, which `maxBytes` bounds.
        const whole = /\/(\d+)$/.exec(headers.get("content-range") ?? "")?.[1];
        total = whole === undefined ? body.length : Number(whole);
        if (total > most || body.length === 0) throw new Error("it is larger than we keep, or has nothing in it");
        await handle.write(body);
        from += body.length;
      }
    } finally {
      await handle.close();
    }
  };

  const get = async (folder: string, prefixes: readonly string[]): Promise<string | undefined> => {
    if (await stat(join(folder, "index.json")).catch(() => undefined)) return undefined;
    const [key = "", ...others] = prefixes;
    const asked = { key, restore_keys: [key, ...others], version: VERSION };
    const { body } = await call("GetCacheEntryDownloadURL", asked, offered, [404]);
    if (body?.ok !== true || typeof body.signed_download_url !== "string") return undefined;
    const archive = join(temp, `slipway-cache-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}.tar`);
    try {
      await fetchTo(hidden(body.signed_download_url), archive);
      await mkdir(dirname(folder), { recursive: true });
      await unpackArchive(archive, folder, signal);
    } finally {
      await rm(archive, { force: true });
    }
    return typeof body.matched_key === "string" ? body.matched_key : key;
  };

  /** Nothing that goes wrong here is worth a build. */
  const lenient = async <T>(work: () => Promise<T>, otherwise: (why: string) => T): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      signal.throwIfAborted();
      const why = toFailure(thrown).message;
      log.debug(`GitHub's cache service: ${why}`);
      return otherwise(why);
    }
  };

  return {
    keepsDisk,
    restore: (folder, prefixes) =>
      lenient(
        () => get(folder, prefixes),
        () => undefined,
      ),
    save: (folder, prefix) =>
      lenient(
        () => put(folder, prefix),
        (why) => `are not kept: ${why}`,
      ),
  };
}
