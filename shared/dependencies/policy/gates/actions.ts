import type { Draft, Gate } from "./subject.ts";

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** Whoever runs workflows trusts these anyway: the runner itself is theirs. */
const GITHUB = new Set(["actions", "github"]);
/** Releases are made first and their commits earlier; an hour covers clocks that are wrong. */
const SLACK = 3_600_000;

/** Commits that attackers put under the tags of popular actions, from their public post-mortems. */
const KNOWN_BAD: ReadonlyMap<string, string> = new Map([
  ["0e58ed8671d6b60d0890c21b07f8835ace038e67", "tj-actions/changed-files, March 2025"],
  ["f0d342d24037bb11d26b9bd8496e0808ba32e9ec", "reviewdog/action-setup, March 2025"],
]);

const isAction = ({ ecosystem, source }: { readonly ecosystem: string; readonly source: string }): boolean =>
  ecosystem === "GitHub Actions" && source !== "path";

/** What a `uses:` runs, and who could change it. */
export const actions: Gate = ({ dependency, action, before, claimedCommit }, { owner }) => {
  if (!isAction(dependency)) return [];
  const drafts: Draft[] = [];
  const ref = dependency.version ?? "";
  const sha = action?.sha ?? (COMMIT.test(ref) ? ref : undefined);
  const ofOwner = dependency.name.split("/")[0]?.toLowerCase() ?? "";
  const bad = sha === undefined ? undefined : KNOWN_BAD.get(sha);
  if (bad !== undefined) {
    drafts.push({ rule: "known-bad-action", dependency, message: `The commit is known to be malicious (${bad}).` });
  }
  if (action?.kind === "missing") {
    drafts.push({ rule: "missing-action", dependency, message: `GitHub knows no ${dependency.name} at ${ref}.` });
  }
  if (action?.onBranch === false) {
    drafts.push({
      rule: "imposter-commit",
      dependency,
      // Some publish each release as a commit of its own under a tag; whoever moves tags cannot sign as they do.
      mild: action.verified === true && action.tags.length > 0,
      message: `No branch of ${dependency.name} holds ${sha ?? "the commit"}, which this runs: it may come from a fork.`,
      advice: "Take a commit that a release of the action was made from.",
    });
  }
  drafts.push(...moved({ dependency, action, before, claimedCommit }, sha));
  // What is the team's own can be changed by the team anyway.
  if (!COMMIT.test(ref) && ofOwner !== owner && action?.immutable !== true) {
    drafts.push({
      rule: "unpinned-action",
      dependency,
      mild: GITHUB.has(ofOwner) && action?.kind !== "branch",
      message: `${ref === "" ? "Without a ref" : `\`${ref}\``} can be moved to other code at any time.`,
      advice:
        sha === undefined
          ? "Pin it to a full commit id."
          : `Pin it: \`uses: ${dependency.name}@${sha} # ${ref}\`, once you know that commit to be right.`,
    });
  }
  const version = /^node(\d+)$/.exec(action?.using ?? "")?.[1];
  if (version !== undefined && Number(version) <= 20) {
    drafts.push({
      rule: "action-runtime",
      dependency,
      message: `It runs on Node ${version}.`,
      advice: "Take a newer release of it.",
    });
  }
  return drafts;
};

type Moved = Pick<Parameters<Gate>[0], "dependency" | "action" | "before" | "claimedCommit">;

function moved({ dependency, action, before, claimedCommit }: Moved, sha: string | undefined): Draft[] {
  const draft = (message: string): Draft[] => [
    { rule: "moved-tag", dependency, message, advice: "Compare both commits before you run either." },
  ];
  const { claimed, version } = dependency;
  if (claimed !== undefined && claimedCommit !== undefined && sha !== undefined && claimedCommit !== sha) {
    return draft(`The comment calls it ${claimed}, which leads to ${claimedCommit} and not to ${sha}.`);
  }
  if (action?.kind !== "tag" || sha === undefined) return [];
  const pinned = before.find(({ dependency: other }) => other.claimed === version && COMMIT.test(other.version ?? ""));
  if (pinned !== undefined && pinned.dependency.version !== sha) {
    return draft(`${version} was pinned to ${pinned.dependency.version} here, and leads to ${sha} now.`);
  }
  const [made, released] = [action.committedAt, action.releasedAt].map((moment) => Date.parse(moment ?? ""));
  if (made !== undefined && released !== undefined && made > released + SLACK) {
    return draft(`Its commit was made ${action.committedAt}, after the release of ${version} (${action.releasedAt}).`);
  }
  return [];
}

export const images: Gate = ({ dependency }) => {
  if (dependency.ecosystem !== "Docker" || dependency.source === "path") return [];
  const isPinned = /sha256:[0-9a-f]{64}/.test(`${dependency.version ?? ""} ${dependency.integrity ?? ""}`);
  return isPinned
    ? []
    : [
        {
          rule: "unpinned-image",
          dependency,
          message: `${dependency.version === undefined ? "Its tag" : `The tag ${dependency.version}`} can lead to other content at any time.`,
          advice: "Add the digest: `image:tag@sha256:…`.",
        },
      ];
};
