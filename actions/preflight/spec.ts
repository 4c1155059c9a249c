import { common } from "../../shared/action/common-inputs.ts";
import {
  defineAction,
  jsonOutput,
  lines,
  optionalPattern,
  optionalSecret,
  outcome,
  output,
  text,
  url,
} from "../../shared/action/spec.ts";

export const spec = defineAction({
  name: "Preflight",
  description: "Say in words, all at once, what a pipeline lacks before it changes anything",
  icon: "check-square",
  inputs: {
    manifest: text("Path of the manifest", ".github/slipway.yml"),
    environments: lines("Environments of the manifest that the pipeline deploys to, one a line, in their order"),
    "approval-environment": optionalPattern(
      "GitHub environment whose reviewers approve; `<environment>-approval` when absent",
      /^[^\p{Cc}]{1,255}$/u,
      "production-approval",
    ),
    "render-api-key": optionalSecret("Render API key; its absence is one of the things that are told"),
    "neon-api-key": optionalSecret("Neon API key; its absence is one of the things that are told"),
    "render-api-url": url("Base address of the Render API", "https://api.render.com/v1"),
    "neon-api-url": url("Base address of the Neon API", "https://console.neon.tech/api/v2"),
    "github-token": common.githubToken,
    timeout: common.timeout,
  },
  outputs: {
    outcome: outcome("Whether the pipeline can start", ["ready"]),
    problems: jsonOutput("What is missing: a list of `about`, `what` and `fix`"),
    "has-database": output("`true` when the manifest names a database"),
    "has-images": output("`true` when the manifest names images that are built from this repository"),
    approvals: jsonOutput("The given environments that a person has to approve, a list"),
    services: jsonOutput("By environment, the services that run there: name, kind and id"),
  },
  check: ({ environments }) =>
    environments.length > 0 ? [] : [{ inputs: ["environments"], message: "name at least one environment" }],
});
