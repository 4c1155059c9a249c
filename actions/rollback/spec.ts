import { common } from "../../shared/action/common-inputs.ts";
import {
  choice,
  defineAction,
  flag,
  jsonOutput,
  optionalPattern,
  optionalText,
  outcome,
  output,
  pattern,
  secret,
  text,
} from "../../shared/action/spec.ts";

export const spec = defineAction({
  name: "Roll back",
  description:
    "Bring an environment back to its last verified release, prove that it is healthy, and say so in the ledger",
  icon: "rotate-ccw",
  inputs: {
    mode: choice("`plan` says what would happen, `execute` does it", ["plan", "execute"], "plan"),
    to: optionalPattern(
      "Release to go back to, by commit or by the id of its GitHub Deployment; the last verified one before the current when absent",
      /^[0-9a-f]{1,64}$/,
      "8f3c1d9e0b7a",
    ),
    consent: optionalPattern(
      "Id of the plan that you have read, for production; the pipeline says `automatic` after a failed release",
      /^([0-9a-f]{8,64}|automatic)$/,
      "3f9a0c21b7de",
    ),
    reason: optionalText("Why, for the record"),
    database: choice("What happens to the database: `none`, it stays as it is", ["none"], "none"),
    environment: pattern("Environment to bring back, such as `production`", /^[A-Za-z0-9][\w.-]{0,99}$/, "production"),
    manifest: text("Path of the manifest", ".github/slipway.yml"),
    "allow-private": flag(
      "Let the gate call addresses of private networks too; link-local and metadata addresses never are",
      false,
    ),
    "api-key": secret("Render API key"),
    "github-token": common.githubToken,
    timeout: common.timeout,
    "dry-run": common.dryRun,
    "api-url": common.apiUrl("https://api.render.com/v1"),
  },
  outputs: {
    outcome: outcome("How it ended", ["rolled-back", "planned", "unchanged", "refused", "failed", "cancelled"]),
    plan: jsonOutput("The plan: its id, releases, services with what happens to each, risks"),
    release: output("Commit of the release that it goes back to"),
    "rolled-back": jsonOutput("Each service with its id, deploy, state and commit"),
    "rto-seconds": output("Seconds from the start of this step until the old release was proven healthy"),
    evidence: output("Path of the gate's evidence, a JSON file with every sample"),
    "deployment-id": output("Id of the GitHub Deployment that records the rollback"),
  },
});
