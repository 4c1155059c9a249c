import { matchesGlob } from "node:path/posix";
import { riskyName } from "../../leaks/risky-name.ts";
import { error, type Problem } from "./finding.ts";

const ALWAYS = /^(?:\.nojekyll|\.well-known)$/;

const within = (path: string, pattern: string): boolean => {
  const wanted = pattern.replace(/^(?:\.?\/)+|\/+$/g, "");
  if (wanted === "") return false;
  if (path === wanted || path.startsWith(`${wanted}/`) || (!wanted.includes("/") && path.split("/").includes(wanted)))
    return true;
  return /[*?[{]/.test(wanted) && matchesGlob(path, wanted);
};

/** From the lines of `allow-hidden`: a name, a path, a folder or a glob pattern. */
export const allowance =
  (patterns: readonly string[]) =>
  (path: string): boolean =>
    patterns.some((pattern) => within(path, pattern));

/** A file that may hold what nobody should read: hidden ones, and names that are known for it. */
export const exposureProblem = (path: string, isAllowed: (path: string) => boolean): Problem | undefined => {
  const names = path.split("/");
  if (names[0] === ".slipway") return error("reserved-folder", "`.slipway` belongs to this action");
  const risk = riskyName(path);
  if (risk !== undefined && (risk.rule === "git-folder" || !isAllowed(path)))
    return error(risk.rule, `${risk.what} must not be public; if this one may, name it in \`allow-hidden\``);
  if (names.every((name) => !name.startsWith(".") || ALWAYS.test(name)) || isAllowed(path)) return undefined;
  return error("dotfile", "a hidden file; if it is meant to be public, name it in `allow-hidden`");
};

const CONTROL =
  /^(?:_worker\.js(?:\/|$)|functions\/|_(?:headers|redirects|routes\.json|middleware\.[jt]s)$|netlify(?:\/|\.toml$)|edge-functions\/|(?:vercel|now|firebase|staticwebapp\.config|apphosting|amplify)\.(?:json|ya?ml)$|wrangler\.(?:toml|jsonc?)$|web\.config$|render\.ya?ml$|static\.json$|CNAME$)|(?:^|\/)(?:\.htaccess|web\.config|_worker\.js|_headers|_redirects)$/i;

/** Files that tell a host what to run or whom to answer: not to be taken from somebody who has no rights. */
export const controlProblem = (path: string): Problem | undefined =>
  CONTROL.test(path)
    ? error("control-file", "it would tell the host what to do, which only the repository's own jobs may")
    : undefined;
