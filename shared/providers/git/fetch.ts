import { Failure } from "../../action/failure.ts";
import { oneLine } from "../../action/text.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Git } from "../../ports/git.ts";

const TRIES = 3;
const PAUSE = 1_000;
/** Milliseconds for one fetch: a hanging server must not eat the job's whole time. */
const DEADLINE = 120_000;

const GONE =
  /couldn't find remote ref|not our ref|no such remote ref|unadvertised object|did not send all necessary objects|bad object/i;
const DENIED =
  /authentication failed|could not read (?:username|password)|repository not found|access denied|returned error: (?:401|403|404)|does not appear to be a git repository|not authorized/i;

export type Fetch = (wanted: readonly string[], ...settings: readonly string[]) => Promise<boolean>;

/** Fetches into a repository of our own. False: the remote has none of that name. Connections are tried again. */
export function fetcher(git: Git, clock: Clock, signal: AbortSignal): Fetch {
  return async (wanted, ...settings) => {
    const fixed = ["--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--stdin"];
    for (let attempt = 1; ; attempt++) {
      // oxlint-disable-next-line no-await-in-loop -- the next try depends on this one
      const { code, tail } = await git(["fetch", ...fixed, ...settings, "origin"], {
        input: `${wanted.join("\n")}\n`,
        accept: [0, 1, 128],
        timeout: DEADLINE,
      });
      if (code === 0) return true;
      const said = tail.join("\n");
      if (GONE.test(said)) return false;
      if (DENIED.test(said))
        throw refused(
          tail,
          "Let the job have `permissions: contents: read`, or give a `github-token` that may read the repository.",
        );
      if (attempt === TRIES)
        throw refused(tail, "Run the job again; when that does not help, check out with `fetch-depth: 0`.");
      // oxlint-disable-next-line no-await-in-loop -- as above
      await clock.sleep(PAUSE * 2 ** attempt, signal);
    }
  };
}

const refused = (tail: readonly string[], next: string): Failure =>
  new Failure(
    "SLIP-DEPS-BASE",
    ["The commits to compare could not be fetched.", ...tail.slice(-4).map((line) => `  ${oneLine(line)}`)].join("\n"),
    {
      blame: "user",
      state: "Nothing was judged.",
      next,
    },
  );
