import { runInfo } from "../../../shared/action/run-info.ts";
import { type BuildFacts, provenance } from "../../../shared/attestations/provenance.ts";
import { digestSet, payloadOf, PROVENANCE_TYPE, statement } from "../../../shared/attestations/statement.ts";

export const COMMIT = "0123456789abcdef0123456789abcdef01234567";
export const DIGEST = `sha256:${"ab".repeat(32)}`;

export const facts: BuildFacts = {
  run: runInfo({
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_SHA: COMMIT,
    GITHUB_REF: "refs/heads/main",
    GITHUB_RUN_ID: "4711",
    GITHUB_RUN_ATTEMPT: "2",
    GITHUB_JOB: "image",
    GITHUB_EVENT_NAME: "push",
  }),
  workflow: { ref: "acme/shop/.github/workflows/release.yml@refs/heads/main", sha: COMMIT },
  commit: COMMIT,
  image: "ghcr.io/acme/shop",
  context: ".",
  file: "Dockerfile",
  target: undefined,
  platforms: ["linux/amd64"],
  buildArgs: ["VERSION", "CHANNEL"],
  secrets: ["npm"],
  epoch: 1_790_000_000,
  builder: "buildx 0.13.1",
  bases: [{ reference: "docker.io/library/node:24", digest: `sha256:${"cd".repeat(32)}` }],
};

export const expected = {
  digest: DIGEST,
  repository: "https://github.com/acme/shop",
  commit: COMMIT,
  workflow: ".github/workflows/release.yml",
};

export const payload = (changes: Partial<BuildFacts> = {}, digest = DIGEST): Buffer =>
  payloadOf(
    statement(
      [{ name: facts.image, digest: digestSet(digest) }],
      PROVENANCE_TYPE,
      provenance({ ...facts, ...changes }),
    ),
  );
