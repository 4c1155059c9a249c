import { common } from "../../shared/action/common-inputs.ts";
import { choice, defineAction, optionalPattern, optionalText, outcome, output, url } from "../../shared/action/spec.ts";
import { TUF } from "../../shared/attestations/public-good.ts";
import { imagesInput } from "../../shared/images/images-input.ts";
import { registryInputs } from "../../shared/images/registry-inputs.ts";

/** What a tag names may be another image by the time that it is deployed. */
const BY_DIGEST = /^[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[\w.-]+)+(?::[\w.-]+)?@sha256:[0-9a-f]{64}$/;

export const spec = defineAction({
  name: "Verify image",
  description: "Refuse an image that our own workflow did not build from the commit that is deployed",
  icon: "shield",
  inputs: {
    image: optionalPattern("Image to verify, by its digest", BY_DIGEST, "ghcr.io/acme/shop@sha256:…"),
    images: imagesInput(
      "Several images by name, as build-image gives them out in `images` or `metadata`, by their digests",
      BY_DIGEST,
    ),
    commit: optionalPattern(
      "Commit that they must be built from, in full; the one that is checked out when absent",
      /^[0-9a-f]{40}([0-9a-f]{24})?$/,
      "8f3c1d9e0b7a65f4c2d1e0f9a8b7c6d5e4f3a2b1",
    ),
    workflow: optionalPattern(
      "Workflow that must have built them; any of the repository when absent",
      /^\.github\/workflows\/[\w.-]+\.ya?ml$/,
      ".github/workflows/release.yml",
    ),
    "public-key": optionalText("Public key in PEM, or its file, that the evidence has to be signed by"),
    "trust-root": optionalText(
      "File of Sigstore's trusted root, such as `gh attestation trusted-root` gives, that signatures without a key are checked by; it is fetched when absent",
    ),
    "tuf-url": url("TUF repository that the trusted root is fetched from", TUF),
    "tuf-root": optionalText("File of that repository's first root, needed for any but Sigstore's own"),
    "require-signature": choice(
      "Whether evidence counts that nobody's signature proves; `auto` demands one where a key or root is given, or the build says that Sigstore signed",
      ["auto", "true", "false"],
      "auto",
    ),
    "registry-username": registryInputs.username,
    "registry-password": registryInputs.password,
    "registry-identity": registryInputs.identity,
    "github-token": common.githubToken,
    timeout: common.timeout,
  },
  outputs: {
    outcome: outcome("How it ended", ["verified"]),
    "image-ref": output("The image that was verified, by its digest; the first one when there are several"),
    "index-digest": output("Digest of that image"),
  },
  check: ({ image, images, tufUrl, tufRoot, trustRoot }) => [
    ...((image === undefined) === (Object.keys(images).length === 0)
      ? [{ inputs: ["image", "images"], message: "give one of them: what is to be verified, by its digest" }]
      : []),
    ...(tufUrl !== TUF && tufRoot === undefined && trustRoot === undefined
      ? [{ inputs: ["tuf-url", "tuf-root"], message: "the first root of this repository is needed: `tuf-root`" }]
      : []),
  ],
});
