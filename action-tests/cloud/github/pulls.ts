import type { Incoming, Reply } from "../routes.ts";
import { fileView } from "./commits.ts";
import { git, readChanges, resolveRef } from "./git.ts";
import { paged } from "./paging.ts";
import { notFound } from "./refusal.ts";
import { apiUrl, htmlUrl, nodeId, repositoryView, time, userView } from "./views.ts";
import type { Pull, Repository, World } from "./world.ts";

interface Here {
  readonly repository: Repository;
}

const shasOf = async (repository: Repository, { head, base }: Pull): Promise<{ head: string; base: string }> => {
  const [from, to] = await Promise.all([head, base].map((ref) => resolveRef(repository.git, ref)));
  return { head: from ?? "", base: to ?? "" };
};

const simple = async (world: World, repository: Repository, pull: Pull) => {
  const shas = await shasOf(repository, pull);
  const url = `${apiUrl(world, repository)}/pulls/${pull.number}`;
  const issue = `${apiUrl(world, repository)}/issues/${pull.number}`;
  const page = `${htmlUrl(repository)}/pull/${pull.number}`;
  const statuses = `${apiUrl(world, repository)}/statuses/${shas.head}`;
  const links = {
    self: url,
    html: page,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${apiUrl(world, repository)}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses,
  };
  const side = (ref: string, sha: string) => ({
    label: `${repository.owner}:${ref}`,
    ref,
    sha,
    user: userView(world, repository.owner),
    repo: repositoryView(world, repository),
  });
  return {
    id: pull.id,
    node_id: nodeId("PR", pull.id),
    number: pull.number,
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: statuses,
    state: pull.state,
    locked: false,
    draft: pull.draft,
    title: pull.title,
    body: pull.body,
    user: userView(world, pull.author),
    labels: pull.labels.map((name, index) => ({
      id: pull.id * 100 + index,
      node_id: nodeId("LA", pull.id * 100 + index),
      url: `${apiUrl(world, repository)}/labels/${encodeURIComponent(name)}`,
      name,
      description: "",
      color: "ededed",
      default: false,
    })),
    milestone: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    created_at: time(pull.createdAt),
    updated_at: time(pull.createdAt),
    closed_at: pull.state === "closed" ? time(pull.mergedAt ?? pull.createdAt) : null,
    merged_at: pull.mergedAt ? time(pull.mergedAt) : null,
    merge_commit_sha: null,
    head: side(pull.head, shas.head),
    base: side(pull.base, shas.base),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: "CONTRIBUTOR",
    auto_merge: null,
  };
};

const changesOf = async (repository: Repository, pull: Pull) => {
  const { head, base } = await shasOf(repository, pull);
  const common = (await git(repository.git, ["merge-base", base, head])).trim();
  return { head, common, changes: await readChanges(repository.git, common, head) };
};

const pullOf = ({ repository }: Here, { params }: Incoming): Pull => {
  const pull = repository.pulls.find(({ number }) => String(number) === params["pull"]);
  if (!pull) throw notFound();
  return pull;
};

export const getPull = async (world: World, request: Incoming, here: Here): Promise<Reply> => {
  const { repository } = here;
  const pull = pullOf(here, request);
  const { head, common, changes } = await changesOf(repository, pull);
  const merged = pull.mergedAt !== undefined;
  return {
    status: 200,
    body: {
      ...(await simple(world, repository, pull)),
      merged,
      mergeable: merged ? null : true,
      rebaseable: merged ? null : true,
      mergeable_state: merged ? "unknown" : "clean",
      merged_by: merged ? userView(world, repository.owner) : null,
      comments: repository.comments.filter(({ issue }) => issue === pull.number).length,
      review_comments: 0,
      maintainer_can_modify: false,
      commits: Number(await git(repository.git, ["rev-list", "--count", `${common}..${head}`])),
      additions: changes.reduce((sum, file) => sum + file.additions, 0),
      deletions: changes.reduce((sum, file) => sum + file.deletions, 0),
      changed_files: changes.length,
    },
  };
};

/** At most 3,000, sorted by name. */
export const listPullFiles = async (world: World, request: Incoming, here: Here): Promise<Reply> => {
  const { head, changes } = await changesOf(here.repository, pullOf(here, request));
  const views = changes.slice(0, 3000).map((file) => fileView(world, here.repository, head, file));
  return paged(world.url, request, views);
};

const listed = async (world: World, request: Incoming, repository: Repository, pulls: readonly Pull[]) =>
  paged(world.url, request, await Promise.all(pulls.map((pull) => simple(world, repository, pull))));

/** Newest first; `head` is `owner:branch`. */
export const listPulls = async (world: World, request: Incoming, { repository }: Here): Promise<Reply> => {
  const { query } = request;
  const state = query.get("state") ?? "open";
  const found = repository.pulls
    .filter((pull) => state === "all" || pull.state === state)
    .filter((pull) => (query.get("base") ?? pull.base) === pull.base)
    .filter((pull) => [`${repository.owner}:${pull.head}`, null].includes(query.get("head")));
  return listed(world, request, repository, query.get("direction") === "asc" ? found : found.toReversed());
};

/** The pull requests that a commit belongs to. */
export const listPullsOfCommit = async (world: World, request: Incoming, { repository }: Here): Promise<Reply> => {
  const sha = await resolveRef(repository.git, request.params["ref"] ?? "");
  if (sha === undefined) throw notFound();
  const found: Pull[] = [];
  for (const pull of repository.pulls) {
    const { head, base } = await shasOf(repository, pull);
    const common = (await git(repository.git, ["merge-base", base, head])).trim();
    const commits = (await git(repository.git, ["rev-list", `${common}..${head}`])).split("\n");
    if (commits.includes(sha)) found.push(pull);
  }
  return listed(world, request, repository, found);
};
