import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../../action/failure.ts";
import { TUF } from "../../../attestations/public-good.ts";
import { readTrustRoot, type TrustedBy, type TrustedRoot } from "../../../attestations/trust-root.ts";
import type { Http } from "../../../http/types.ts";
import type { Clock } from "../../../ports/clock.ts";
import { fromKept, isKept, type Kept, readKept, writeKept } from "./cache.ts";
import { type Download, fromMirror } from "./mirror.ts";
import { publicGoodRoot } from "./public-good.ts";
import { standIn } from "./stand-in.ts";
import { walk } from "./walk.ts";

/** A TUF repository that publishes what a Sigstore instance is trusted by. */
export interface TrustRepository {
  /** Base address, without a slash at its end. */
  readonly mirror: string;
  /** Its first root, which is trusted without proof; absent for Sigstore's own, whose root we bring. */
  readonly root: string | undefined;
}

export interface TrustPorts {
  readonly http: Http;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly redact: (text: string) => string;
  readonly log: { readonly debug: (line: string) => void; readonly warning: (message: string, title?: string) => void };
  /** Folder for the time of the step. */
  readonly temp: string;
  /** Folder that later jobs may find again. */
  readonly cache: string;
}

const TARGET = "trusted_root.json";
/** A mirror that does not answer. One that answers with something else than a sound repository is refused. */
const SILENT = new Set(["SLIP-HTTP-UNREACHABLE", "SLIP-HTTP-FAILED", "SLIP-HTTP-LIMITED"]);

/**
 * Sigstore's trusted root, as its clients get it: by TUF. Rejects with SLIP-IMAGE-TRUST when the repository is expired, older
 * than what was seen before, or not signed by whom it has to be. One that does not answer is stood in for by what an earlier
 * run fetched and is not expired, else by what we bring until our root expires: both are warned about, and told in `stale`.
 */
export async function fetchTrustedRoot(
  { mirror, root: given }: TrustRepository,
  ports: TrustPorts,
): Promise<TrustedBy> {
  const { http, signal, temp, cache } = ports;
  const initial = given ?? (mirror === TUF ? publicGoodRoot() : undefined);
  if (initial === undefined) {
    throw new Failure("SLIP-INPUT-INVALID", "`tuf-url` names a repository whose first root is not known.", {
      blame: "user",
      state: "Nothing was changed.",
      next: "Give the file of its first root as `tuf-root`.",
    });
  }
  const folder = await mkdtemp(join(temp, "slipway-tuf-"));
  try {
    await writeFile(join(folder, "root.json"), initial);
    const kept = await readKept(cache, mirror);
    const earlier = kept && (await recall(folder, kept, ports));
    let lost: unknown;
    const ask = fromMirror(mirror, http);
    const download: Download = (path, most) =>
      ask(path, most).catch((thrown: unknown) => {
        lost = thrown;
        throw thrown;
      });
    let found: Awaited<ReturnType<typeof walk>>;
    try {
      found = await walk(folder, TARGET, download);
    } catch (thrown) {
      signal.throwIfAborted();
      const silent = lost instanceof Failure && SILENT.has(lost.code) ? lost : undefined;
      if (silent === undefined) throw refused(mirror, lost ?? thrown, ports);
      const instead = standIn(silent, { earlier, isPublicGood: given === undefined, now: ports.clock.date() });
      if (instead.stale !== undefined) ports.log.warning(instead.stale, "Sigstore");
      return instead;
    }
    await keep(folder, { roots: { ...kept?.roots, ...found.roots }, target: found.target }, mirror, ports);
    return { root: understood(found.target, mirror, ports), stale: undefined };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Proves what was kept, on the way to the newest root that is. What remains of it afterwards guards against older metadata. */
async function recall(folder: string, kept: Kept, { log }: TrustPorts): Promise<string | undefined> {
  const target = await walk(folder, TARGET, fromKept(kept)).then(
    (walked) => walked.target,
    (thrown: unknown) => log.debug(`what was kept of the TUF repository is of no use: ${messageOf(thrown)}`),
  );
  for (const [name, text] of Object.entries(kept.metadata)) await writeFile(join(folder, name), text);
  return target ?? undefined;
}

async function keep(
  folder: string,
  { roots, target }: Pick<Kept, "roots" | "target">,
  mirror: string,
  { cache, log }: TrustPorts,
): Promise<void> {
  try {
    const names = (await readdir(folder)).filter(isKept);
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
    const metadata = Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ""]));
    await writeKept(cache, mirror, { roots, metadata, target });
  } catch (thrown) {
    log.debug(`the TUF repository's metadata could not be kept: ${messageOf(thrown)}`);
  }
}

function understood(text: string, mirror: string, ports: TrustPorts): TrustedRoot {
  const root = readTrustRoot(text);
  if (root === undefined) throw refused(mirror, new Error(`its ${TARGET} is none that we can read`), ports);
  return root;
}

function refused(mirror: string, thrown: unknown, { redact }: TrustPorts): Failure {
  const why = redact(messageOf(thrown)).slice(0, 300);
  return new Failure("SLIP-IMAGE-TRUST", `What ${redact(mirror)} publishes cannot be believed: ${why}.`, {
    blame: "provider",
    state: "No signature was checked.",
    next: "Run the job again later. If it stays, something between the runner and the repository changes what it says, or the repository is not kept up: give the root as a file, `trust-root`, once you know.",
    cause: thrown,
  });
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
