import type { Code } from "../../../shared/action/codes.ts";
import type { Text } from "./text.ts";

type Own = Extract<Code, `SLIP-IMAGE-${string}` | `SLIP-REGISTRY-${string}`>;

export const imageTexts: Readonly<Record<Own, Text>> = {
  "SLIP-IMAGE-ENGINE": {
    means:
      "Neither Docker with BuildKit nor Buildah answered on this runner. Nothing was built and nothing was pushed.",
    steps: [
      "Run the job on a runner that has Docker, such as `ubuntu-latest`.",
      "On a self-hosted runner, start the Docker service and let the runner's user reach its socket.",
    ],
  },
  "SLIP-IMAGE-BUILD": {
    means: "The builder ended with an error. Nothing was pushed and no tag was moved.",
    steps: [
      "Read the failing instruction in the message and in the log above it.",
      "Build it on your own machine with the same context and Dockerfile.",
    ],
  },
  "SLIP-IMAGE-BASE": {
    means:
      "The registry of a base image limits pulls, or did not answer, and no mirror has the image. Nothing was pushed and no tag was moved.",
    steps: [
      "Log in to that registry in a step before this one: those who are logged in may pull more.",
      "Name a mirror that has the image in the input `mirrors`, or keep a copy of it in your own registry.",
      "Run the job again later.",
    ],
  },
  "SLIP-IMAGE-SECRET": {
    means:
      "A secret, or a file that usually holds one, was found in the build arguments, in the build context or in a layer. It was found before the push: nothing of it left the runner. Each place is named; no value is shown.",
    steps: [
      "Take the value out of the place that the message names. A build that needs it gets it by the input `secrets` and `RUN --mount=type=secret`.",
      "Add the file to `.dockerignore`. What is no secret after all can be named in `allow`.",
      "If the value was ever committed or pushed, replace it at its provider.",
    ],
  },
  "SLIP-IMAGE-SIZE": {
    means:
      "The compressed image is larger than `max-size`, or grew by more than `max-growth` against the image of the base branch. No tag was moved.",
    steps: [
      "Look at the table of layers in the summary: the layer that grew is marked.",
      "Copy less into the image: a `.dockerignore`, or a last stage that takes only what runs.",
      "Raise the limit if the growth is meant.",
    ],
  },
  "SLIP-IMAGE-SMOKE": {
    means:
      "The image was built, but did not pass its smoke test. The tags that people deploy from still name the image from before.",
    steps: [
      "Read the last lines of the container in the message.",
      "Run the image on your machine with the command that the message gives.",
    ],
  },
  "SLIP-IMAGE-DIFFERS": {
    means:
      "The image was built a second time, without cache, from the same commit, and another digest came out. The first layer and file that differ are named.",
    steps: [
      "Pin what the named instruction downloads.",
      "Do not write the time, a random name or the machine's name into files.",
    ],
  },
  "SLIP-IMAGE-UNVERIFIED": {
    means:
      "The image has no provenance, or its provenance names another repository, workflow or commit, or the signature does not hold. It must not be deployed as this commit.",
    steps: [
      "Let the workflow build the image of this commit, and deploy the reference that it gives out.",
      "If somebody pushed by hand, build it again by the workflow.",
    ],
  },
  "SLIP-IMAGE-TRUST": {
    means:
      "Signatures without a key are checked by what Sigstore publishes in a TUF repository. The repository answered, but with something that is expired, older than what was seen before, or not signed by those who have to. No signature was checked by it.",
    steps: [
      "Run the job again in a while: a repository that is just being renewed may be of two minds.",
      "Look whether a proxy changes what the runner downloads.",
      "With `tuf-url`, look whether the repository is kept up and whether `tuf-root` is its first root.",
      "Give the root as a file by `trust-root`, such as `gh attestation trusted-root` writes.",
    ],
  },
  "SLIP-REGISTRY-DENIED": {
    means: "The registry answered that these credentials may not do this.",
    steps: [
      "On ghcr.io, give the job `permissions: packages: write`, and let the package's settings give this repository write access.",
      "Write the name of the owner in lower case.",
      "Look whether `registry-username` and `registry-password` are set; runs from forks have no secrets.",
    ],
  },
  "SLIP-REGISTRY-IDENTITY": {
    means:
      "The job's own OIDC token was to be exchanged for credentials of the registry, and the cloud refused. The message has the cloud's words. No tag was moved; mostly nothing was built yet.",
    steps: [
      "Give the job `permissions: id-token: write`; a reusable workflow needs it from its caller too.",
      "Compare what the job is (the subject that the message names) with what the role, provider, federated credential or connection trusts. A job with `environment:` has another subject than one without.",
      "Set up the cloud as the how-to says, and compare `registry-identity` with it.",
    ],
  },
  "SLIP-REGISTRY-FAILED": {
    means:
      "The registry kept failing, or limits us. What was pushed by then stays without a tag; no tag was moved to something incomplete.",
    steps: [
      "Run the job again: blobs that arrived are not sent again.",
      "If base images come from Docker Hub, log in there, or use a mirror.",
    ],
  },
  "SLIP-REGISTRY-MISMATCH": {
    means:
      "After the push the registry named another digest than what was built, or somebody else moved the tag at the same time.",
    steps: ["Run the job again.", "Let one workflow own the tag; give others tags of their own."],
  },
};
