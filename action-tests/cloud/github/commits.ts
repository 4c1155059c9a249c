import type { Incoming, Reply } from "../routes.ts";
import { type ChangedFile, type CommitRecord, git, readChanges, readCommits, resolveRef } from "./git.ts";
import { notFound, Refusal } from "./refusal.ts";
import { verificationOf } from "./supply.ts";
import { apiUrl, htmlUrl, nodeId } from "./views.ts";
import type { Repository, World } from "./world.ts";

interface Here {
  readonly repository: Repository;
}

export const fileView = (world: World, repository: Repository, sha: string, file: ChangedFile) => {
  const path = file.name.split("/").map(encodeURIComponent).join("/");
  return {
    sha: /^0+$/.test(file.blob) ? null : file.blob,
    filename: file.name,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${htmlUrl(repository)}/blob/${sha}/${path}`,
    raw_url: `${htmlUrl(repository)}/raw/${sha}/${path}`,
    contents_url: `${apiUrl(world, repository)}/contents/${path}?ref=${sha}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previous === undefined ? {} : { previous_filename: file.previous }),
  };
};

export const commitView = (world: World, repository: Repository, commit: CommitRecord) => {
  const url = apiUrl(world, repository);
  const own = `${url}/commits/${commit.sha}`;
  return {
    sha: commit.sha,
    node_id: nodeId("C", Number.parseInt(commit.sha.slice(0, 8), 16)),
    url: own,
    html_url: `${htmlUrl(repository)}/commit/${commit.sha}`,
    comments_url: `${own}/comments`,
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: verificationOf(repository, commit.sha, new Date(commit.committer.date)),
    },
    author: null,
    committer: null,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/commits/${sha}`,
      html_url: `${htmlUrl(repository)}/commit/${sha}`,
    })),
  };
};

const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

export const readCommit = async (repository: Repository, sha: string): Promise<CommitRecord> => {
  const [commit] = await readCommits(repository.git, ["-1", sha]);
  if (!commit) throw notFound();
  return commit;
};

export const getCommit = async (world: World, request: Incoming, { repository }: Here): Promise<Reply> => {
  const ref = request.params["ref"] ?? "";
  const sha = await resolveRef(repository.git, ref);
  if (sha === undefined) throw new Refusal(422, `No commit found for SHA: ${ref}`);
  if (request.headers["accept"]?.includes("sha") === true)
    return { status: 200, raw: sha, headers: { "content-type": "application/vnd.github.sha; charset=utf-8" } };
  const commit = await readCommit(repository, sha);
  const changes = await readChanges(repository.git, commit.parents[0] ?? emptyTree, sha);
  const additions = changes.reduce((sum, file) => sum + file.additions, 0);
  const deletions = changes.reduce((sum, file) => sum + file.deletions, 0);
  return {
    status: 200,
    body: {
      ...commitView(world, repository, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: changes.slice(0, 300).map((file) => fileView(world, repository, sha, file)),
    },
  };
};

const counted = async (repository: Repository, range: string): Promise<number> =>
  Number(await git(repository.git, ["rev-list", "--count", range]));

/** Three dots: what `head` has since it left `base`. At most 250 commits and 300 files. */
export const compare = async (world: World, request: Incoming, { repository }: Here): Promise<Reply> => {
  const basehead = request.params["basehead"] ?? "";
  const [from = "", to = "", ...rest] = basehead.split("...");
  const [base, head] = await Promise.all([from, to].map((ref) => resolveRef(repository.git, ref)));
  if (base === undefined || head === undefined || rest.length > 0) throw notFound();
  const common = await git(repository.git, ["merge-base", base, head]).catch(() => undefined);
  if (common === undefined) throw new Refusal(404, `No common ancestor between ${from} and ${to}.`);
  const mergeBase = common.trim();
  const [ahead, behind] = [
    await counted(repository, `${base}..${head}`),
    await counted(repository, `${head}..${base}`),
  ];
  const status = ahead > 0 ? (behind > 0 ? "diverged" : "ahead") : behind > 0 ? "behind" : "identical";
  const commits = ahead === 0 ? [] : await readCommits(repository.git, ["--max-count=250", `${base}..${head}`]);
  const files = await readChanges(repository.git, mergeBase, head);
  const url = `${htmlUrl(repository)}/compare/${basehead}`;
  return {
    status: 200,
    body: {
      url: `${apiUrl(world, repository)}/compare/${basehead}`,
      html_url: url,
      permalink_url: `${htmlUrl(repository)}/compare/${base.slice(0, 7)}...${head.slice(0, 7)}`,
      diff_url: `${url}.diff`,
      patch_url: `${url}.patch`,
      base_commit: commitView(world, repository, await readCommit(repository, base)),
      merge_base_commit: commitView(world, repository, await readCommit(repository, mergeBase)),
      status,
      ahead_by: ahead,
      behind_by: behind,
      total_commits: ahead,
      commits: commits.toReversed().map((commit) => commitView(world, repository, commit)),
      files: files.slice(0, 300).map((file) => fileView(world, repository, head, file)),
    },
  };
};

export const getRef = async (world: World, request: Incoming, { repository }: Here): Promise<Reply> => {
  const ref = `refs/${request.params["ref"] ?? ""}`;
  const sha = await git(repository.git, ["rev-parse", "--verify", "--quiet", "--end-of-options", ref]).catch(() => "");
  if (sha === "" || !/^refs\/(heads|tags)\/./.test(ref)) throw notFound();
  const type = (await git(repository.git, ["cat-file", "-t", sha.trim()])).trim();
  const url = apiUrl(world, repository);
  return {
    status: 200,
    body: {
      ref,
      node_id: nodeId("REF", Number.parseInt(sha.slice(0, 8), 16)),
      url: `${url}/git/${ref}`,
      object: { sha: sha.trim(), type, url: `${url}/git/${type}s/${sha.trim()}` },
    },
  };
};
