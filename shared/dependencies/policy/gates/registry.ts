import type { Ecosystem } from "../../types.ts";
import type { Gate } from "./subject.ts";

/** `h1` is Go's, and `git` the commit that Composer takes. */
const ALGORITHM = /^(sha\d+|h1|git)[-:]/;

/** Their registries tell of all that may be installed: a gem for each platform, a commit for its archive and for itself. */
const COMPLETE: ReadonlySet<Ecosystem> = new Set(["RubyGems", "Packagist"]);

/** The lock file's checksum is not the registry's own. Hashes of different algorithms say nothing about each other. */
export const registryIntegrity: Gate = ({ dependency, facts }) => {
  const { integrity } = dependency;
  const theirs = facts?.integrity;
  if (integrity === undefined || theirs === undefined) return [];
  const own = new Set(integrity.split(/\s+/));
  const comparable = theirs.split(/\s+/).filter((hash) => {
    const algorithm = ALGORITHM.exec(hash)?.[1];
    return algorithm !== undefined && [...own].some((other) => ALGORITHM.exec(other)?.[1] === algorithm);
  });
  if (comparable.length === 0) return [];
  const known = new Set(comparable);
  const algorithms = new Set(comparable.map((hash) => ALGORITHM.exec(hash)?.[1]));
  const isRight = COMPLETE.has(dependency.ecosystem)
    ? [...own].every((hash) => known.has(hash) || !algorithms.has(ALGORITHM.exec(hash)?.[1] ?? ""))
    : comparable.some((hash) => own.has(hash));
  if (isRight) return [];
  const isCommit = comparable.every((hash) => hash.startsWith("git:"));
  return [
    {
      rule: "integrity",
      dependency,
      message: isCommit
        ? "The lock file takes another commit than the one that the registry has for this version."
        : "The lock file's checksum is not the one that the registry has for this version.",
      advice: "Write the lock file anew with its package manager; if it stays, somebody exchanged the content.",
    },
  ];
};
