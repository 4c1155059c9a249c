import type { Code } from "../../../shared/action/codes.ts";
import type { Text } from "./text.ts";

type Own = Extract<Code, `SLIP-DOCS-${string}` | `SLIP-GIT-${string}`>;

export const docsTexts: Readonly<Record<Own, Text>> = {
  "SLIP-DOCS-REFUSED": {
    means:
      "Something in the folder must not be public, or cannot be served, or the folder is suspiciously empty. Everything found is listed with file and line; no value is shown. Nothing was published.",
    steps: [
      "Remove the listed files from what is published.",
      "If the site or a file is over a budget, make the named files smaller, or raise `max-size`, `max-file-size`, `max-growth` or `max-total-size`; `command: sweep` removes previews.",
      "If a hidden file is meant to be public, name it in `allow-hidden`.",
      "If a secret was published before, replace it at its provider.",
    ],
  },
  "SLIP-DOCS-LINKS": {
    means:
      "Pages link to pages or anchors that do not exist, and did not do so in what is published now. Nothing was published.",
    steps: [
      "Correct the listed links; each is given with file and line.",
      "Set `link-check: warn` to publish all the same.",
    ],
  },
  "SLIP-DOCS-CONFLICT": {
    means:
      "The branch was moved by others between every one of our attempts. Nothing of ours was published and nothing of theirs was lost.",
    steps: ["Run the job again.", "If this is frequent, give the jobs one `concurrency` group."],
  },
  "SLIP-DOCS-NOT-FOUND": {
    means: "The version, preview or publication that was named does not exist.",
    steps: ["Compare the name with the list in the message."],
  },
  "SLIP-DOCS-PAGES": {
    means: "GitHub Pages ended the deployment with an error, or did not take it.",
    steps: [
      'Choose "GitHub Actions" as the source under Settings, Pages.',
      "Give the job `permissions: pages: write, id-token: write`.",
      "Run the job again: the same site is published once.",
    ],
  },
  "SLIP-DOCS-NOT-LIVE": {
    means:
      "The host took the site, but the address still shows another version, or nothing. The site may appear later.",
    steps: [
      "Open the address that the message names.",
      "Look whether the custom domain, the branch or the folder in the settings of Pages is right.",
    ],
  },
  "SLIP-DOCS-PACK": {
    means:
      "The packed site holds what no packed site of ours holds: paths out of its folder, links, control files, or it belongs to another commit. It came from a run without rights, so nothing of it was used.",
    steps: ["Look at who changed the workflow of the pull request.", "Pack the site with the action's `pack` command."],
  },
  "SLIP-GIT-REFUSED": {
    means: "The repository did not take the push, and trying again will not help.",
    steps: ["Give the job `permissions: contents: write`.", "Look whether a rule or a hook protects the branch."],
  },
};
