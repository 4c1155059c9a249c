import { Failure } from "../../../action/failure.ts";
import { readTrustRoot, type TrustedBy } from "../../../attestations/trust-root.ts";
import { parseJson, record } from "../../../domain/json.ts";
import { publicGoodRoot, publicGoodTrust } from "./public-good.ts";

interface Known {
  /** What an earlier run fetched, proven again and not expired. */
  readonly earlier: string | undefined;
  /** The repository is Sigstore's own. */
  readonly isPublicGood: boolean;
  readonly now: Date;
}

/**
 * What serves while a repository does not answer; rejects with its Failure when nothing does. What we bring serves until the
 * root that we bring expires: so long the holders of its keys stand for it.
 */
export function standIn(silent: Failure, { earlier, isPublicGood, now }: Known): TrustedBy {
  const kept = earlier === undefined ? undefined : readTrustRoot(earlier);
  if (kept !== undefined) {
    return {
      root: kept,
      stale: `Sigstore's trusted root could not be refreshed (${silent.message}); the one that an earlier run fetched is still valid and was used.`,
    };
  }
  const until = expiryOf(publicGoodRoot());
  const brought = isPublicGood && until > now ? readTrustRoot(publicGoodTrust()) : undefined;
  if (brought !== undefined) {
    return {
      root: brought,
      stale: `Sigstore's trusted root could not be refreshed (${silent.message}); the one that this action brings was used, which serves until ${until.toISOString().slice(0, 10)}. Keys that were withdrawn since are not known here.`,
    };
  }
  const { code, blame, message } = silent;
  throw new Failure(code, `Sigstore's trusted root could not be fetched: ${message}`, {
    blame,
    state: "No signature was checked.",
    next: "Run the job again. Where the runner cannot reach the repository, give the root as a file: `trust-root`.",
    cause: silent,
  });
}

const expiryOf = (root: string): Date => new Date(String(record(record(parseJson(root))["signed"])["expires"]));
