import type { Gate } from "./subject.ts";

const ALGORITHM = /^(sha\d+)[-:]/;

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
  if (comparable.length === 0 || comparable.some((hash) => own.has(hash))) return [];
  return [
    {
      rule: "integrity",
      dependency,
      message: "The lock file's checksum is not the one that the registry has for this version.",
      advice: "Write the lock file anew with its package manager; if it stays, somebody exchanged the content.",
    },
  ];
};
