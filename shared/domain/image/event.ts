/** What set the run off, as far as tags and labels need it. All text in it is hostile. */
export interface Event {
  /** `push`, `pull_request`, `schedule`, … */
  readonly name: string;
  /** `refs/heads/main`, `refs/tags/v1.2.3`, `refs/pull/7/merge` */
  readonly ref: string;
  /** The commit that is built: of a pull request its head, not the merge that GitHub made of it. */
  readonly commit: string;
  /** The commit to compare with: a pull request's base, or what the branch was before the push. */
  readonly before: string | undefined;
  /** `owner/name` */
  readonly repository: string;
  readonly defaultBranch: string;
  readonly serverUrl: string;
  readonly pull:
    | {
        readonly number: number;
        readonly baseRef: string;
        readonly headRef: string;
        /** From a fork, or from Dependabot: there are no secrets and no right to write. */
        readonly unprivileged: boolean;
        readonly closed: boolean;
      }
    | undefined;
  /** Git's name of the branch that is built, if it is one. */
  readonly branch: string | undefined;
  readonly tag: string | undefined;
  /** Wall clock at the start of the step, for tags with a date. */
  readonly now: Date;
}

/** The runner's variables, `GITHUB_EVENT_NAME` and so on, and the parsed file of the event. */
export interface Given {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly payload: unknown;
  readonly now: Date;
}

type Nested = Readonly<Record<string, unknown>>;

const inside = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null && Object.hasOwn(at, key) ? (at as Nested)[key] : undefined),
    value,
  );

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
const NONE = /^0+$/;

export function readEvent({ env, payload, now }: Given): Event {
  const name = env["GITHUB_EVENT_NAME"] ?? "";
  const ref = env["GITHUB_REF"] ?? "";
  const repository = env["GITHUB_REPOSITORY"] ?? "";
  const number = inside(payload, "pull_request", "number");
  const isPull = name.startsWith("pull_request") && typeof number === "number";
  const before = text(inside(payload, "before"));
  return {
    name,
    ref,
    commit: (isPull && text(inside(payload, "pull_request", "head", "sha"))) || (env["GITHUB_SHA"] ?? ""),
    before: isPull
      ? text(inside(payload, "pull_request", "base", "sha"))
      : before === undefined || NONE.test(before)
        ? undefined
        : before,
    repository,
    defaultBranch: text(inside(payload, "repository", "default_branch")) ?? "main",
    serverUrl: env["GITHUB_SERVER_URL"] || "https://github.com",
    pull: isPull
      ? {
          number,
          baseRef: text(inside(payload, "pull_request", "base", "ref")) ?? env["GITHUB_BASE_REF"] ?? "",
          headRef: text(inside(payload, "pull_request", "head", "ref")) ?? env["GITHUB_HEAD_REF"] ?? "",
          unprivileged:
            text(inside(payload, "pull_request", "head", "repo", "full_name"))?.toLowerCase() !==
              repository.toLowerCase() || env["GITHUB_ACTOR"] === "dependabot[bot]",
          closed: inside(payload, "action") === "closed",
        }
      : undefined,
    branch: ref.startsWith("refs/heads/") ? ref.slice("refs/heads/".length) : undefined,
    tag: ref.startsWith("refs/tags/") ? ref.slice("refs/tags/".length) : undefined,
    now,
  };
}
