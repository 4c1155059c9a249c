/** What was asked for. */
interface Wanted {
  readonly commit?: string | undefined;
  /** Full image reference, by digest where known. */
  readonly image?: string | undefined;
  /** Digests that the image may be resolved to, its platforms' too; unknown when empty. */
  readonly digests?: readonly string[] | undefined;
}

/** What a provider says that it runs. */
interface Running {
  readonly commit?: string | undefined;
  readonly image?: string | undefined;
  readonly digest?: string | undefined;
}

const DIGEST = /@(sha256:[0-9a-f]{64})$/;

/** `sha256:…` of a reference by digest, else undefined. */
export const digestOf = (reference: string): string | undefined => DIGEST.exec(reference)?.[1];

/**
 * The reference without tag and digest, in Docker's long form: `nginx:1` is `docker.io/library/nginx`. Hosts are the same
 * in upper and lower case.
 */
export function repositoryOf(reference: string): string {
  const name = reference.replace(DIGEST, "").replace(/:[^/:]*$/, "");
  const [first = "", ...rest] = name.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const host = isHost ? first.toLowerCase() : "docker.io";
  const path = isHost ? rest : [first, ...rest];
  return [host, ...(host === "docker.io" && path.length === 1 ? ["library"] : []), ...path].join("/");
}

const tagOf = (reference: string): string => /:([^/:@]+)$/.exec(reference.replace(DIGEST, ""))?.[1] ?? "latest";

/**
 * Whether two references name the same thing. By digest where the wanted one has one: the tag beside it may have moved,
 * and the digest that a provider tells may be that of one platform of it.
 */
function sameImage(wanted: string, digests: readonly string[], running: Running): boolean {
  const digest = digestOf(wanted);
  const named = running.image === undefined ? undefined : digestOf(running.image);
  if (digest !== undefined) {
    // Where all digests are known, what the provider resolved has to be one of them, whatever the reference says.
    if (running.digest !== undefined && digests.length > 0 && ![digest, ...digests].includes(running.digest))
      return false;
    if (running.digest !== digest && named !== digest) return false;
    return running.image === undefined || repositoryOf(running.image) === repositoryOf(wanted);
  }
  return (
    running.image !== undefined &&
    named === undefined &&
    repositoryOf(running.image) === repositoryOf(wanted) &&
    tagOf(running.image) === tagOf(wanted)
  );
}

/** Commits agree when one is the beginning of the other and at least seven digits are known. */
export function sameCommit(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return short.length >= 7 && long.toLowerCase().startsWith(short.toLowerCase());
}

/** An image decides when there is one: the commit beside it only says what it was built from. */
export function runs(running: Running, wanted: Wanted): boolean {
  if (wanted.image !== undefined) return sameImage(wanted.image, wanted.digests ?? [], running);
  if (wanted.commit !== undefined) return running.commit !== undefined && sameCommit(wanted.commit, running.commit);
  return true;
}

/** Whether the same revision is the same bytes for ever: not so for an image by tag, nor for "whatever it is set to". */
export const isPinned = ({ commit, image }: Wanted): boolean =>
  image === undefined ? commit !== undefined : digestOf(image) !== undefined;

/** The image that runs, by digest where the provider tells it. */
export const pinned = ({ image, digest }: Running): string | undefined =>
  image === undefined || digest === undefined ? image : `${repositoryOf(image)}@${digest}`;

/** A commit as people read it; an image reference stays whole. */
export const short = (revision: string): string =>
  /^[0-9a-f]{40,}$/.test(revision) ? revision.slice(0, 12) : revision;
