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
  secret,
} from "../../shared/action/spec.ts";
import { imagesInput } from "../../shared/images/images-input.ts";

const REFERENCE = /^[a-z0-9][\w.:/-]*(@sha256:[0-9a-f]{64})?$/i;

export const spec = defineAction({
  name: "Deploy to Render",
  description: "Put a commit or an image live on Render, one service or all of the manifest, and prove that it is live",
  icon: "upload-cloud",
  inputs: {
    "api-key": secret("Render API key"),
    "service-id": optionalPattern(
      "The one Render service to deploy; leave it out to deploy the manifest's services",
      /^(srv|crn)-[A-Za-z0-9]+$/,
      "srv-d0ibji4funbc73fd4h30",
    ),
    manifest: common.manifest,
    environment: common.environment,
    commit: optionalPattern(
      "Commit to deploy, in full; the run's own when absent",
      /^[0-9a-f]{40}([0-9a-f]{24})?$/,
      "8f3c1d9e0b7a65f4c2d1e0f9a8b7c6d5e4f3a2b1",
    ),
    image: optionalPattern(
      "Image to deploy to an image-backed `service-id`, by digest if it can be",
      REFERENCE,
      "ghcr.io/acme/shop@sha256:…",
    ),
    images: imagesInput("Images to deploy by the manifest's names, as JSON", REFERENCE),
    "clear-cache": flag("Build without the cache, and even when the commit is live already", false),
    wait: flag("Wait until everything is live; without, services are only started in their order", true),
    "on-superseded": choice(
      "What it means when a newer deploy takes this one's place: `fail`, `warn` (success with a warning) or `ignore`",
      ["fail", "warn", "ignore"],
      "fail",
    ),
    "migration-head": optionalText("Newest migration that this release needs, for the record"),
    checkpoint: optionalText("Database branch or snapshot from before this release's migration, for the record"),
    "github-token": common.githubToken,
    timeout: common.timeout,
    "dry-run": common.dryRun,
    "api-url": common.apiUrl("https://api.render.com/v1"),
  },
  outputs: {
    outcome: outcome("How it ended; `started` without `wait`, `planned` with `dry-run`", [
      "live",
      "unchanged",
      "superseded",
      "failed",
      "cancelled",
      "timed-out",
      "started",
      "planned",
    ]),
    "deploy-id": output("Render's id of the deploy; of the first service when there are several"),
    url: output("Address of the service; of the first that has one when there are several"),
    services: jsonOutput("Each service in order: name, id, deploy, state, commit, image, url and what was live before"),
    "deployment-id": output("Id of the GitHub Deployment that records this release, to hand on to health-gate"),
  },
  check: ({ serviceId, manifest, environment, image, images }) => [
    ...(serviceId === undefined && manifest === undefined
      ? [{ inputs: ["service-id", "manifest"], message: "give one of the two" }]
      : []),
    ...(serviceId !== undefined && manifest !== undefined
      ? [{ inputs: ["service-id", "manifest"], message: "give only one of the two" }]
      : []),
    ...(manifest !== undefined && environment === undefined
      ? [{ inputs: ["manifest", "environment"], message: "say which environment of the manifest to deploy to" }]
      : []),
    ...(image !== undefined && manifest !== undefined
      ? [{ inputs: ["image", "manifest"], message: "with a manifest, give `images` instead of `image`" }]
      : []),
    ...(Object.keys(images).length > 0 && serviceId !== undefined
      ? [{ inputs: ["images", "service-id"], message: "with a single service, give `image` instead of `images`" }]
      : []),
  ],
});
