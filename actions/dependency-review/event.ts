import type { RunInfo } from "../../shared/action/context.ts";

/** What the event says about which commits are meant, before anybody has looked whether they are there. */
export interface Occasion {
  readonly kind: "pull-request" | "push" | "merge-group" | "other";
  /** Undefined where the event names none. */
  readonly base: string | undefined;
  readonly head: string;
  readonly pull: number | undefined;
  /** The head comes from another repository: then the token may only read. */
  readonly isFork: boolean;
  readonly defaultBranch: string;
  /** Undefined when the event does not tell. */
  readonly isPublic: boolean | undefined;
  /** What code scanning files the findings under. */
  readonly scanned: { readonly commit: string; readonly ref: string };
}

type Nested = Readonly<Record<string, unknown>>;

const inside = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null && Object.hasOwn(at, key) ? (at as Nested)[key] : undefined),
    value,
  );

const textIn = (value: unknown, ...path: readonly string[]): string | undefined => {
  const found = inside(value, ...path);
  return typeof found === "string" && found !== "" ? found : undefined;
};

const commitIn = (value: unknown, ...path: readonly string[]): string | undefined => {
  const found = textIn(value, ...path);
  return found !== undefined && /^[0-9a-f]{40,64}$/i.test(found) && !/^0+$/.test(found) ? found : undefined;
};

/** Reads the event's payload, which is as hostile as whoever caused the event. */
export function readOccasion(payload: unknown, { event, sha, ref, repository }: RunInfo): Occasion {
  const number = inside(payload, "pull_request", "number");
  const visibility = textIn(payload, "repository", "visibility");
  const isPrivate = inside(payload, "repository", "private");
  const common = {
    isFork: false,
    pull: undefined,
    defaultBranch: textIn(payload, "repository", "default_branch") ?? "main",
    isPublic:
      visibility === undefined ? (typeof isPrivate === "boolean" ? !isPrivate : undefined) : visibility === "public",
    scanned: { commit: sha, ref },
  };
  if (event.startsWith("pull_request") && typeof number === "number") {
    const from = textIn(payload, "pull_request", "head", "repo", "full_name");
    return {
      ...common,
      kind: "pull-request",
      base: commitIn(payload, "pull_request", "base", "sha"),
      head: commitIn(payload, "pull_request", "head", "sha") ?? sha,
      pull: number,
      isFork: from?.toLowerCase() !== repository.toLowerCase(),
    };
  }
  if (event === "merge_group") {
    return {
      ...common,
      kind: "merge-group",
      base: commitIn(payload, "merge_group", "base_sha"),
      head: commitIn(payload, "merge_group", "head_sha") ?? sha,
    };
  }
  return {
    ...common,
    kind: event === "push" ? "push" : "other",
    base: event === "push" ? commitIn(payload, "before") : undefined,
    head: sha,
  };
}
