import { createHash } from "node:crypto";

/** What a name has to look like. */
export interface NameOptions {
  /** What the name begins with: `preview`. Letters, digits and `-`. */
  readonly prefix: string;
  /** Names that must never come out, compared without regard to case: the branches of the environments, say. */
  readonly reserved: readonly string[];
  /** Characters at most, 32 or more. */
  readonly limit?: number;
}

const HASH = 12;

const slugOf = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, HASH);

/**
 * A name for what belongs to a git ref, such as its database branch: always the same for the same ref, another one for
 * every other ref (`Main` and `main`, or two that only differ after the cut), of lower-case letters, digits and `-`.
 */
export const nameFor = (ref: string, { prefix, reserved, limit = 63 }: NameOptions): string => {
  const taken = new Set(reserved.map((name) => name.toLowerCase()));
  const head = slugOf(prefix).slice(0, limit - HASH - 1);
  const slug = slugOf(ref.replace(/^refs\/(heads|tags|pull)\//, ""));
  const room = Math.max(0, limit - head.length - HASH - 2);
  const candidate = (round: number): string => {
    const hash = hashOf(round === 0 ? ref : `${ref}\0${round}`);
    return [head, slug.slice(0, room).replace(/-$/, ""), hash].filter(Boolean).join("-");
  };
  let round = 0;
  let name = candidate(round);
  while (taken.has(name)) name = candidate(++round);
  return name;
};
