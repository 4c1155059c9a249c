import { posix } from "node:path";
import { toFailure } from "../../shared/action/failure.ts";
import type { Ports } from "./ports.ts";
import type { BuildContext } from "./ports.ts";

/** The checkout that is built from. */
export interface Checkout {
  /** Where the workspace is in the repository: "", or `apps/` with a slash at its end. */
  readonly prefix: string;
  /** The commit that is checked out; undefined where there is no repository. */
  readonly head: string | undefined;
  /** History is missing, and could not be fetched. */
  readonly shallow: boolean;
}

/** The last commit that touched some paths, and its time in seconds. */
export interface Revision {
  readonly commit: string;
  readonly epoch: number;
}

const ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Finds the checkout, and fetches the history that `fetch-depth: 1` left out: without it nobody can say what changed when. */
export async function readCheckout({ log }: Pick<BuildContext, "log">, { git }: Pick<Ports, "git">): Promise<Checkout> {
  const none: Checkout = { prefix: "", head: undefined, shallow: false };
  const { code, stdout } = await git(["rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD"], {
    accept: [0, 128],
  }).catch((thrown: unknown) => {
    log.debug(toFailure(thrown).message);
    return { code: 128, stdout: "" };
  });
  const [shallow, prefix = "", head = ""] = stdout.split("\n");
  if (code !== 0 || !ID.test(head)) {
    log.notice(
      "There is no git repository in the workspace, so images are dated 1970. Give `source-date-epoch` for another time.",
    );
    return none;
  }
  if (shallow !== "true") return { prefix, head, shallow: false };
  log.info("The checkout has no history; it is fetched to find the last commit of each image's files.");
  try {
    await git(["fetch", "--no-tags", "--no-recurse-submodules", "--unshallow", "--quiet", "origin"], {
      timeout: 120_000,
    });
    return { prefix, head, shallow: false };
  } catch (thrown) {
    log.debug(toFailure(thrown).message);
    log.notice(
      "The history could not be fetched, so every commit counts as a change of every image. Give `fetch-depth: 0` to actions/checkout.",
      "Shallow checkout",
    );
    return { prefix, head, shallow: true };
  }
}

/** `pathspecs` are git's, from the repository's root; none means everything. */
export async function lastTouched(
  { head }: Checkout,
  { git }: Pick<Ports, "git">,
  pathspecs: readonly string[],
): Promise<Revision | undefined> {
  if (head === undefined) return undefined;
  const { stdout } = await git(["log", "-1", "--format=%H %ct", head, "--", ...pathspecs]);
  const [commit = "", time = ""] = stdout.trim().split(" ");
  return ID.test(commit) && /^\d+$/.test(time) ? { commit, epoch: Number(time) } : undefined;
}

/** A path or pattern as git's pathspec, from the root of the repository. */
export const pathspec = (path: string, folder: string): string => {
  // Git takes a path with a `.` in it for one that is not there.
  const whole = posix.join(folder, path).replace(/\/+$/, "");
  if (whole === ".") return ":(top)";
  return /[*?[\\]/.test(path) ? `:(top,glob)${whole}` : `:(top,literal)${whole}`;
};
