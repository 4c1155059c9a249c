import { userId, type Repository, type World } from "./world.ts";

/** To the second, as GitHub writes times. */
export const time = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, "Z");

export const nodeId = (kind: string, id: number): string => `${kind}_${Buffer.from(String(id)).toString("base64url")}`;

export const html = "https://github.com";

export const userView = (world: World, login: string) => {
  const id = userId(world, login);
  const url = `${world.url}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId("U", id),
    avatar_url: `${html}/avatars/${id}`,
    gravatar_id: "",
    url,
    html_url: `${html}/${encodeURIComponent(login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: login.endsWith("[bot]") ? "Bot" : "User",
    site_admin: false,
  };
};

export const fullName = ({ owner, name }: Repository): string => `${owner}/${name}`;
export const apiUrl = (world: World, repository: Repository): string => `${world.url}/repos/${fullName(repository)}`;
export const htmlUrl = (repository: Repository): string => `${html}/${fullName(repository)}`;

const links = [
  "archive:{archive_format}{/ref}",
  "assignees:assignees{/user}",
  "blobs:git/blobs{/sha}",
  "branches:branches{/branch}",
  "collaborators:collaborators{/collaborator}",
  "comments:comments{/number}",
  "commits:commits{/sha}",
  "compare:compare/{base}...{head}",
  "contents:contents/{+path}",
  "contributors:contributors",
  "deployments:deployments",
  "downloads:downloads",
  "events:events",
  "forks:forks",
  "git_commits:git/commits{/sha}",
  "git_refs:git/refs{/sha}",
  "git_tags:git/tags{/sha}",
  "hooks:hooks",
  "issue_comment:issues/comments{/number}",
  "issue_events:issues/events{/number}",
  "issues:issues{/number}",
  "keys:keys{/key_id}",
  "labels:labels{/name}",
  "languages:languages",
  "merges:merges",
  "milestones:milestones{/number}",
  "notifications:notifications{?since,all,participating}",
  "pulls:pulls{/number}",
  "releases:releases{/id}",
  "stargazers:stargazers",
  "statuses:statuses/{sha}",
  "subscribers:subscribers",
  "subscription:subscription",
  "tags:tags",
  "teams:teams",
  "trees:git/trees{/sha}",
];

/** The short form that other objects carry. */
export const minimalRepository = (world: World, repository: Repository) => {
  const url = apiUrl(world, repository);
  return {
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: fullName(repository),
    owner: userView(world, repository.owner),
    private: repository.private,
    html_url: htmlUrl(repository),
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(
      links.map((link) => {
        const at = link.indexOf(":");
        return [`${link.slice(0, at)}_url`, `${url}/${link.slice(at + 1)}`];
      }),
    ),
  };
};

export const repositoryView = (world: World, repository: Repository) => ({
  ...minimalRepository(world, repository),
  clone_url: `${htmlUrl(repository)}.git`,
  git_url: `git://github.com/${fullName(repository)}.git`,
  ssh_url: `git@github.com:${fullName(repository)}.git`,
  svn_url: htmlUrl(repository),
  mirror_url: null,
  homepage: null,
  language: null,
  license: null,
  default_branch: repository.defaultBranch,
  forks: 0,
  forks_count: 0,
  stargazers_count: 0,
  watchers: 0,
  watchers_count: 0,
  subscribers_count: 0,
  network_count: 0,
  open_issues: repository.pulls.filter(({ state }) => state === "open").length,
  open_issues_count: repository.pulls.filter(({ state }) => state === "open").length,
  size: 0,
  topics: [],
  visibility: repository.private ? "private" : "public",
  archived: repository.supply.archived ?? false,
  disabled: false,
  has_issues: true,
  has_projects: true,
  has_wiki: true,
  has_pages: false,
  has_downloads: true,
  has_discussions: false,
  created_at: time(repository.createdAt),
  updated_at: time(repository.createdAt),
  pushed_at: time(repository.createdAt),
});
