import * as z from "zod";
import { type GithubAccess, HEADERS, repositoryAddress } from "./access.ts";

const PAGE = 100;
/** Tags and branches that are looked at; who has more is not told of as "no". */
const PAGES = 5;
/** Branches whose history is looked through for one commit. */
const BRANCHES = 30;
const LARGEST = 256 * 1024;

const About = z.object({ default_branch: z.string(), archived: z.boolean().nullish() }).nullish().catch(undefined);
const Commit = z
  .object({
    sha: z.string(),
    commit: z.object({
      committer: z.object({ date: z.string().nullish() }).nullish(),
      verification: z.object({ verified: z.boolean().nullish() }).nullish(),
    }),
  })
  .nullish()
  .catch(undefined);
const Named = z.array(z.object({ name: z.string(), commit: z.object({ sha: z.string() }) }));
const Compared = z.object({ status: z.string() }).nullish().catch(undefined);
const Release = z
  .object({ published_at: z.string().nullish(), immutable: z.boolean().nullish() })
  .nullish()
  .catch(undefined);

interface CommitFacts {
  readonly sha: string;
  readonly committedAt: string | undefined;
  readonly verified: boolean | undefined;
}

/** One action's repository. Every answer but those about single commits is asked for once. Rejects as `Http` does. */
export interface ActionRepository {
  /** Undefined: there is none, or we are not shown it. */
  readonly about: () => Promise<{ readonly archived: boolean | undefined } | undefined>;
  /** By id, `tags/…` or `heads/…`. */
  readonly commit: (ref: string) => Promise<CommitFacts | undefined>;
  readonly tags: () => Promise<readonly { readonly name: string; readonly sha: string }[]>;
  /** Undefined: there are more branches than were looked at. */
  readonly isOnBranch: (sha: string) => Promise<boolean | undefined>;
  readonly release: (
    tag: string,
  ) => Promise<{ readonly publishedAt: string | undefined; readonly immutable: boolean | undefined } | undefined>;
  /** `runs.using` of the action in a folder; undefined where there is none. */
  readonly using: (folder: string | undefined, sha: string) => Promise<string | undefined>;
}

export const actionRepositories = (access: Omit<GithubAccess, "repository">) => {
  const known = new Map<string, ActionRepository>();
  return (name: string): ActionRepository => {
    const repository = known.get(name.toLowerCase()) ?? open({ ...access, repository: name });
    known.set(name.toLowerCase(), repository);
    return repository;
  };
};

const path = (text: string): string => text.split("/").map(encodeURIComponent).join("/");

const open = (access: GithubAccess): ActionRepository => {
  const root = repositoryAddress(access);
  const { http, token } = access;
  const get = <T>(below: string, schema: z.ZodType<T>, accept: readonly number[]) =>
    http({ url: root + below, token, headers: HEADERS, schema, accept });

  const about = once(async () => {
    const { status, body } = await get("", About, [404, 451]);
    return status === 200 && body
      ? { defaultBranch: body.default_branch, archived: body.archived ?? undefined }
      : undefined;
  });

  const list = async (what: "tags" | "branches") => {
    const all: { name: string; sha: string }[] = [];
    for (let page = 1; page <= PAGES; page++) {
      // oxlint-disable-next-line no-await-in-loop -- whether there is another page, this one tells
      const { status, body } = await get(`/${what}?per_page=${PAGE}&page=${page}`, Named.catch([]), [404, 409]);
      all.push(...(status === 200 ? body : []).map(({ name, commit }) => ({ name, sha: commit.sha })));
      if (body.length < PAGE) return { all, whole: true };
    }
    return { all, whole: false };
  };
  const tags = once(() => list("tags"));
  const branches = once(() => list("branches"));

  const holds = async (branch: string, sha: string): Promise<boolean> => {
    const { status, body } = await get(`/compare/${path(branch)}...${sha}?per_page=1`, Compared, [404]);
    return status === 200 && (body?.status === "behind" || body?.status === "identical");
  };

  return {
    about,
    tags: async () => (await tags()).all,
    async commit(ref) {
      const { status, body } = await get(`/commits/${path(ref)}`, Commit, [404, 409, 422]);
      if (status !== 200 || !body) return undefined;
      const { committer, verification } = body.commit;
      return {
        sha: body.sha,
        committedAt: committer?.date ?? undefined,
        verified: verification?.verified ?? undefined,
      };
    },
    async isOnBranch(sha) {
      const { defaultBranch = "" } = (await about()) ?? {};
      if (defaultBranch !== "" && (await holds(defaultBranch, sha))) return true;
      const { all, whole } = await branches();
      if (all.some((branch) => branch.sha === sha)) return true;
      const others = all.filter(({ name }) => name !== defaultBranch).toSorted(releaseLinesFirst);
      const found = await Promise.all(others.slice(0, BRANCHES).map(({ name }) => holds(name, sha)));
      if (found.includes(true)) return true;
      return whole && others.length <= BRANCHES ? false : undefined;
    },
    async release(tag) {
      const { status, body } = await get(`/releases/tags/${path(tag)}`, Release, [404]);
      if (status !== 200 || !body) return undefined;
      return { publishedAt: body.published_at ?? undefined, immutable: body.immutable ?? undefined };
    },
    async using(folder, sha) {
      if (folder === undefined) return undefined;
      for (const file of ["action.yml", "action.yaml"]) {
        const place = folder === "" ? file : `${folder}/${file}`;
        const accept = "application/vnd.github.raw+json";
        // oxlint-disable-next-line no-await-in-loop -- the second name is the rare one
        const { status, body } = await http({
          url: `${root}/contents/${path(place)}?ref=${sha}`,
          token,
          headers: { ...HEADERS, accept },
          schema: z.string(),
          text: true,
          accept: [404],
          maxBytes: LARGEST,
        });
        if (status === 200) return usingOf(body);
      }
      return undefined;
    },
  };
};

/** One line of the file is all that is wanted of it. */
const usingOf = (text: string): string | undefined => {
  const runs = /^runs:[ \t]*(?:#.*)?$([\s\S]*)/m.exec(text)?.[1] ?? text;
  return /^[ \t]*['"]?using['"]?:[ \t]*['"]?([\w.-]{1,30})/m.exec(runs)?.[1];
};

const RELEASE_LINE = /^(?:v?\d|releases?\b|main\b|master\b|stable|dist)/i;

const releaseLinesFirst = (one: { readonly name: string }, other: { readonly name: string }): number =>
  Number(RELEASE_LINE.test(other.name)) - Number(RELEASE_LINE.test(one.name));

const once = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
};
