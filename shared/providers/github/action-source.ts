import { Failure } from "../../action/failure.ts";
import type { Dependency, NotChecked } from "../../dependencies/types.ts";
import { boundedHttp } from "../../http/bounded.ts";
import type { ActionFacts, ActionSource } from "../../ports/registries.ts";
import type { GithubAccess } from "./access.ts";
import { actionRepositories, type ActionRepository } from "./action-repository.ts";

/** Requests to GitHub at the same time, and milliseconds for one of them. */
const MOST = 24;
const BUDGET = 15_000;

const COMMIT = /^[0-9a-f]{40}$/;
const MISSING: ActionFacts = {
  kind: "missing",
  sha: undefined,
  onBranch: undefined,
  tags: [],
  verified: undefined,
  committedAt: undefined,
  releasedAt: undefined,
  immutable: undefined,
  using: undefined,
  archived: undefined,
};

/** What GitHub tells of actions and reusable workflows of others. Public repositories need no permission. */
export function githubActions(access: Omit<GithubAccess, "repository">): ActionSource {
  const http = boundedHttp(access.http, { most: MOST, budget: BUDGET });
  const repositoryOf = actionRepositories({ ...access, http });

  const look = async (dependency: Dependency): Promise<ActionFacts> => {
    const { version: ref = "" } = dependency;
    const repository = repositoryOf(dependency.name);
    const [about, found] = await Promise.all([repository.about(), leadsTo(repository, ref)]);
    if (about === undefined || found === undefined) return MISSING;
    const { kind, commit } = found;
    const tags = (await repository.tags()).filter(({ sha }) => sha === commit.sha).map(({ name }) => name);
    const tag = kind === "tag" ? ref : (dependency.claimed ?? mostSpecific(tags));
    const [onBranch, release, using] = await Promise.all([
      kind === "branch" ? true : repository.isOnBranch(commit.sha),
      tag === undefined ? undefined : repository.release(tag),
      repository.using(folderOf(dependency), commit.sha),
    ]);
    return {
      kind,
      sha: commit.sha,
      onBranch,
      tags,
      verified: commit.verified,
      committedAt: commit.committedAt,
      releasedAt: release?.publishedAt,
      immutable: release?.immutable,
      using,
      archived: about.archived,
    };
  };

  return {
    async actions(dependencies) {
      const facts = new Map<string, ActionFacts>();
      const unchecked: NotChecked[] = [];
      const asked = new Map(
        dependencies
          .filter(({ ecosystem }) => ecosystem === "GitHub Actions")
          .map((dependency) => [dependency.purl, dependency]),
      );
      const answers = await Promise.all(
        [...asked.values()].map(async (dependency) => ({ dependency, answer: await look(dependency).catch(failed) })),
      );
      for (const { dependency, answer } of answers) {
        const { purl } = dependency;
        if (answer instanceof Failure) unchecked.push({ purl, what: "registry", why: answer.message });
        else facts.set(purl, answer);
      }
      return { facts, unchecked };
    },
    tagged: async (repository, tag) => (await repositoryOf(repository).commit(`tags/${tag}`).catch(failedAsNone))?.sha,
  };
}

/** A commit by its id; else a tag before a branch, as the runner takes them. */
const leadsTo = async (repository: ActionRepository, ref: string) => {
  if (COMMIT.test(ref)) {
    const commit = await repository.commit(ref);
    return commit && { kind: "sha" as const, commit };
  }
  const tagged = await repository.commit(`tags/${ref}`);
  if (tagged !== undefined) return { kind: "tag" as const, commit: tagged };
  const branch = await repository.commit(`heads/${ref}`);
  return branch && { kind: "branch" as const, commit: branch };
};

const failed = (thrown: unknown): Failure => {
  if (thrown instanceof Failure && thrown.code.startsWith("SLIP-HTTP-")) return thrown;
  throw thrown;
};

const failedAsNone = (thrown: unknown): undefined => void failed(thrown);

/** `v4.2.1` before `v4`. */
const mostSpecific = (tags: readonly string[]): string | undefined =>
  tags.toSorted((one, other) => other.length - one.length || (one < other ? 1 : -1))[0];

/** The folder in its repository that `owner/name/folder@ref` names; undefined for a reusable workflow. */
const folderOf = ({ purl }: Dependency): string | undefined => {
  const at = purl.indexOf("#");
  const folder =
    at < 0
      ? ""
      : purl
          .slice(at + 1)
          .split("/")
          .map(decoded)
          .join("/");
  return /\.ya?ml$/.test(folder) || folder.split("/").includes("..") ? undefined : folder;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
