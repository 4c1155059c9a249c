import { common } from "../../shared/action/common-inputs.ts";
import {
  choice,
  defineAction,
  flag,
  jsonOutput,
  lines,
  optionalPattern,
  optionalText,
  outcome,
  output,
  whole,
} from "../../shared/action/spec.ts";
import { checkInputs } from "./check-inputs.ts";
import {
  folder,
  history,
  keepPolicy,
  optionalAge,
  optionalGrowth,
  optionalHook,
  optionalSize,
  optionalUrl,
  versionName,
} from "./fields.ts";

export const spec = defineAction({
  name: "Publish docs",
  description:
    "Publish a static site, its versions and its previews on a branch or GitHub Pages, and lose no deployment",
  icon: "book-open",
  inputs: {
    command: choice(
      "`publish`; `pack` (check and pack without rights, for a later `publish` of the `archive`); `remove` a version or preview; `sweep` previews and versions; `rollback`; `list`; `compact` (drop the earlier commits of a branch that grew too large, and nothing of its tree)",
      ["publish", "pack", "remove", "sweep", "rollback", "list", "compact"],
      "publish",
    ),
    source: optionalText("Folder that holds the built site; for `publish` (unless `archive` is given) and `pack`"),
    archive: optionalText(
      "Packed site: the file that `pack` writes (`slipway-site.tar` in the runner's temporary folder when absent) and `publish` takes instead of `source`",
    ),
    "head-sha": optionalPattern(
      "Commit that the packed site must belong to, from a source that the packing run has no hand in; its pull request is looked up by it",
      /^[0-9a-f]{40}$/,
      "0123456789abcdef0123456789abcdef01234567",
    ),
    "run-id": optionalPattern(
      "Run of this repository that packed the site for a pull request: GitHub is asked for its commit, so that `head-sha` need not be given; where it is, both have to agree",
      /^[1-9]\d{0,19}$/,
      "16843009127",
    ),
    backend: choice(
      "`branch`: Pages (or any host) serves the branch; `pages`: the same tree is handed to the Pages API",
      ["branch", "pages"],
      "branch",
    ),
    "deploy-hook": optionalHook(
      "Deploy hook of another static host (Render, Cloudflare Pages, Netlify, …) that serves the branch: called once the branch moved; with `site-url`, and by a secret",
    ),
    branch: optionalPattern(
      "Branch that holds the published tree, with both back ends; `gh-pages` when absent",
      /^(?!-)(?!.*(?:\.\.|\/\/|@\{|\.lock(?:\/|$)))[\w][\w./-]{0,199}(?<![./])$/,
      "gh-pages",
    ),
    repository: optionalPattern(
      "Repository that holds the branch; this one when absent",
      /^[\w.-]{1,100}\/[\w.-]{1,100}$/,
      "acme/site",
    ),
    destination: folder("Folder of the branch to which all that follows is relative; the whole branch when absent"),
    version: versionName("Publish as this version, at `v/<version>/`; the site at `/` when absent"),
    title: optionalText("What a version selector shows for the version; its name when absent"),
    alias: lines(
      "Aliases of the version such as `latest`, one a line: redirects to it, moved here from other versions",
    ),
    default: versionName("Version or alias that `/` and `v/` redirect to where they have no page of their own"),
    preview: optionalPattern(
      "Publish as the preview of this pull request, at `pr/<number>/`; `auto` takes the pull request of the commit",
      /^(?:[1-9]\d{0,9}|auto)$/,
      "42",
    ),
    keep: keepPolicy(
      "What to keep of the versions, such as `major: 2, minor: 3, patch: 1, rc: 0`; everything when absent",
    ),
    "keep-files": lines("Paths of the branch, one a line, that a publication to `/` leaves alone; `dir/` for a folder"),
    history: history(
      "Commits of the branch: `keep`, `squash` (one commit) or `last:<n>`; the tree is the same with all. `compact` squashes unless `last:<n>` is given",
    ),
    "max-age": optionalAge("For `sweep`: remove previews that were last published longer ago than this, such as `30d`"),
    "max-count": optionalPattern("For `sweep`: keep so many previews, the newest", /^\d{1,6}$/, "20"),
    "max-total-size": optionalSize(
      "For `sweep`: keep previews up to this size together, the newest, such as `500MB`; for `publish`: refuse what makes all publications together larger",
    ),
    "max-size": optionalSize("Refuse a site that is larger than this, such as `200MB`"),
    "max-file-size": optionalSize("Refuse files that are larger than this, such as `10MB`"),
    "max-growth": optionalGrowth(
      "Refuse a site that is so much larger than what is live, such as `20MB` or `25%`; a preview is compared with the site",
    ),
    to: optionalPattern(
      "For `rollback`: `previous`, or the commit that the publication was made from (7 characters at least)",
      /^(?:previous|[0-9a-f]{7,40})$/,
      "previous",
    ),
    "link-check": choice(
      "Broken links and anchors: `new` refuses those that are not in the earlier publication, `all` refuses any, `warn`, `off`",
      ["new", "all", "warn", "off"],
      "new",
    ),
    "page-sources": optionalText(
      'JSON file that says what pages were made from, such as `{"guide/index.html": "docs/guide.md:3"}`: broken links are told there',
    ),
    "allow-hidden": lines(
      "Hidden files and folders to publish, one a line, beside `.well-known` and `.nojekyll`, which always are",
    ),
    "allow-shrink": flag("Publish although most files of the earlier publication, or its first page, are gone", false),
    noindex: flag("Tell search engines to leave previews alone, by robots.txt and a meta element in each page", true),
    banner: flag("Show the commit at the foot of each page of a preview", true),
    comment: flag("Keep one comment on the pull request of a preview up to date, with the pages that changed", true),
    "site-url": optionalUrl(
      "Public address of the tree's top; the branch's CNAME or the address of GitHub Pages when absent",
    ),
    wait: flag("Wait until the address shows what was published", true),
    "commit-name": optionalText("Name of the committer; `github-actions[bot]` when absent"),
    "commit-email": optionalText("Mail address of the committer"),
    message: optionalText("Message of the commit on the branch"),
    attempts: whole("How often to publish anew when others publish at the same time", 100, { min: 1, max: 1000 }),
    "github-token": common.githubToken,
    environment: optionalPattern(
      "GitHub environment whose deployments list the publication with its address, such as `docs`; none when absent",
      /^[\w.-][\w. /-]{0,99}$/,
      "docs",
    ),
    timeout: common.timeout,
    "dry-run": common.dryRun,
    "api-url": common.githubApiUrl,
  },
  outputs: {
    outcome: outcome("How it ended", [
      "published",
      "unchanged",
      "refused",
      "planned",
      "packed",
      "removed",
      "absent",
      "swept",
      "rolled-back",
      "listed",
      "compacted",
    ]),
    "page-url": output("Address of what was published"),
    "base-path": output("Path of that address, such as `/shop/pr/7/`: the base that the site has to be built for"),
    commit: output("Commit of the branch that holds it"),
    files: output("How many files the site has"),
    added: output("How many files were added"),
    changed: output("How many files were changed"),
    removed: output("How many files were removed"),
    findings: jsonOutput("What the checks found: rule, severity, path, line, column, message"),
    deleted: jsonOutput("Versions and previews that were removed: path, reason, size"),
    publications: jsonOutput("What is published, for `list`: path, kind, commit, time, files, size"),
    archive: output("Path of the packed site"),
    "bytes-before": output("Bytes of the branch with all its commits, packed, before `compact`"),
    "bytes-after": output("The same after it"),
    "bytes-freed": output("The difference: what the host frees when it next collects its garbage"),
  },
  check: checkInputs,
});
