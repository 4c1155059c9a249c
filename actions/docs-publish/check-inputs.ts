import type { Problem } from "../../shared/action/spec.ts";
import { isPlaceName } from "../../shared/site/paths.ts";

interface Given {
  readonly command: string;
  readonly source: string | undefined;
  readonly archive: string | undefined;
  readonly headSha: string | undefined;
  readonly runId: string | undefined;
  readonly version: string | undefined;
  readonly title: string | undefined;
  readonly alias: readonly string[];
  readonly preview: string | undefined;
  readonly default: string | undefined;
  readonly to: string | undefined;
  readonly maxAge: number | undefined;
  readonly maxCount: string | undefined;
  readonly maxTotalSize: number | undefined;
  readonly backend: string;
  readonly deployHook: unknown;
  readonly siteUrl: string | undefined;
  readonly wait: boolean;
}

/** Inputs that do not fit together. */
export function checkInputs(given: Given): readonly Problem[] {
  const { command, source, archive, headSha, version, title, alias, preview, to } = given;
  const problems: (Problem | false)[] = [
    version !== undefined &&
      preview !== undefined && {
        inputs: ["version", "preview"],
        message: "a preview has no version; give one of the two",
      },
    version === undefined &&
      (alias.length > 0 || title !== undefined) &&
      command === "publish" && {
        inputs: ["alias", "title", "version"],
        message: "`alias` and `title` need a `version`",
      },
    ...alias
      .filter((name) => !isPlaceName(name))
      .map(() => ({ inputs: ["alias"], message: "write names of letters, digits, dots and dashes, such as `latest`" })),
    version !== undefined &&
      alias.includes(version) && { inputs: ["alias", "version"], message: "an alias cannot be the version itself" },
    command === "publish" &&
      (source === undefined) === (archive === undefined) && {
        inputs: ["source", "archive"],
        message: "give the folder of the site as `source`, or a packed site as `archive`",
      },
    command === "publish" &&
      archive !== undefined &&
      headSha === undefined &&
      given.runId === undefined && {
        inputs: ["archive", "head-sha", "run-id"],
        message:
          "a packed site needs `run-id`, the run that packed it, or `head-sha`, the commit that it has to belong to",
      },
    given.runId !== undefined &&
      (command !== "publish" || archive === undefined) && {
        inputs: ["run-id", "archive"],
        message: "`run-id` belongs to `command: publish` with an `archive`",
      },
    command === "pack" &&
      source === undefined && { inputs: ["source"], message: "`command: pack` needs the folder of the site" },
    command === "remove" &&
      version === undefined &&
      preview === undefined &&
      alias.length === 0 && {
        inputs: ["version", "alias", "preview"],
        message: "`command: remove` needs the `version`, `alias` or `preview` to remove",
      },
    command === "rollback" &&
      to === undefined && { inputs: ["to"], message: "`command: rollback` needs `to`, such as `previous`" },
    command !== "rollback" &&
      to !== undefined && { inputs: ["to"], message: "`to` belongs to `command: rollback` only" },
    given.deployHook !== undefined &&
      given.backend === "branch" &&
      given.siteUrl === undefined &&
      given.wait &&
      (command === "publish" || command === "rollback") && {
        inputs: ["deploy-hook", "site-url"],
        message: "with a deploy hook, give the host's address as `site-url`, where the publication is looked for",
      },
    command !== "sweep" &&
      (given.maxAge ?? given.maxCount) !== undefined && {
        inputs: ["max-age", "max-count"],
        message: "these belong to `command: sweep` only",
      },
    command !== "sweep" &&
      command !== "publish" &&
      given.maxTotalSize !== undefined && {
        inputs: ["max-total-size"],
        message: "it belongs to `command: sweep` and `command: publish` only",
      },
  ];
  return problems.filter((problem) => problem !== false);
}
