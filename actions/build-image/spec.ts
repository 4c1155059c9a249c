import { common } from "../../shared/action/common-inputs.ts";
import {
  choice,
  defineAction,
  flag,
  jsonOutput,
  lines,
  optionalPattern,
  optionalSecret,
  optionalText,
  outcome,
  output,
  url,
} from "../../shared/action/spec.ts";
import { FULCIO, REKOR } from "../../shared/attestations/public-good.ts";
import { AMOUNT, GROWTH } from "../../shared/domain/size.ts";
import { registryInputs } from "../../shared/images/registry-inputs.ts";

const REFERENCE = /^[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[\w.-]+)+$/;

/** The mirror may have a path that goes before the image's own. */
export const MIRROR = /^(?<registry>[\w.:-]+)=(?<mirror>[\w.:-]+(?:\/[\w.-]+)*)$/;

export const spec = defineAction({
  name: "Build image",
  description: "Build container images so that the same commit is the same digest, and push them with their proof",
  icon: "package",
  inputs: {
    command: choice(
      "`build`; `merge` what jobs of a matrix built; `clean` up after a pull request",
      ["build", "merge", "clean"],
      "build",
    ),
    image: optionalPattern(
      "Where the image is pushed to, without tag; `ghcr.io/` and the repository's name when absent",
      REFERENCE,
      "ghcr.io/acme/shop",
    ),
    images: optionalText(
      "Several images: names of the manifest's, one a line, or YAML of name to `repository`, `context`, `file` and so on",
    ),
    context: optionalText("Folder that the build sees; the repository when absent"),
    file: optionalText("Dockerfile, from the root of the repository; `Dockerfile` in the context when absent"),
    target: optionalPattern("Stage to build; the last one when absent", /^[A-Za-z0-9][\w.-]{0,127}$/, "release"),
    paths: lines("What the image depends on where its Dockerfile copies more: folders or patterns, one a line"),
    tags: lines(
      "Tags, one rule a line, as Docker's metadata action reads them: `type=ref,event=branch`, `type=semver,pattern={{version}}`, or a plain tag",
    ),
    flavor: lines("For all tags: `latest=auto`, `prefix=…`, `suffix=…`"),
    labels: lines("Labels on top of those that the commit gives, `KEY=VALUE` a line"),
    annotations: lines("Annotations of the manifest, `KEY=VALUE` a line"),
    platforms: lines("Platforms such as `linux/arm64`, one a line; the builder's own when absent"),
    "build-args": lines("Build arguments, `KEY=VALUE` a line. Never secrets: they are stored in the image"),
    secrets: optionalSecret(
      'Secrets for `RUN --mount=type=secret`, `id=value` a line; a value of several lines stands in `"`',
    ),
    push: choice(
      "`auto` pushes except in pull requests from forks and from Dependabot, which have no right to",
      ["auto", "true", "false"],
      "auto",
    ),
    untagged: flag("Push by digest only, as jobs of a matrix do whose parts are given their tags by `merge`", false),
    rebuild: flag("Build although the registry has an image of the same inputs", false),
    "no-cache": flag("Build every step anew", false),
    cache: choice(
      "Where layers are kept between runs: beside the image (`registry`), in GitHub's cache (`gha`), or in a folder (`local`)",
      ["auto", "registry", "gha", "local", "none"],
      "auto",
    ),
    network: choice("Network of the instructions that run in the build", ["default", "none"], "default"),
    builder: choice(
      "What builds: Docker's buildx, Docker's own BuildKit, or Buildah",
      ["auto", "buildx", "docker", "buildah"],
      "auto",
    ),
    reproducible: choice(
      "`verify` builds a second time without cache and names the first file that differs",
      ["on", "verify"],
      "on",
    ),
    mirrors: lines(
      "Where base images are taken from when their registry limits pulls or does not answer, `registry=mirror` a line, or `none`",
      "docker.io=mirror.gcr.io",
    ),
    "source-date-epoch": optionalPattern(
      "Seconds since 1970 that all files and the image get; the time of the last commit to the inputs when absent",
      /^\d{1,11}$/,
      "1790000000",
    ),
    "max-size": optionalPattern("Largest compressed image", AMOUNT, "250MB"),
    "max-growth": optionalPattern("Most that it may grow against the base branch's image", GROWTH, "10%"),
    smoke: optionalText(
      "Test before a tag that people deploy from moves, as YAML: `http: /healthz` with `port`, or `exec`, or `exit: 0`",
    ),
    allow: lines(
      "Files that the secret guard lets pass, as `.dockerignore` writes them: `test/fixtures/*.pem`, one a line",
    ),
    evidence: choice(
      "What happens when provenance, SBOM or signature cannot be made; `none` makes none",
      ["fail", "warn", "none"],
      "fail",
    ),
    sign: choice(
      "`auto` signs by Sigstore where the job has `id-token: write`, by `signing-key` where there is one, else not at all",
      ["auto", "sigstore", "key", "none"],
      "auto",
    ),
    "signing-key": optionalSecret(
      "Private key in PEM (ECDSA P-256 or Ed25519) that signs the evidence, and caches so that nobody else's are used",
    ),
    "fulcio-url": url("Base address of Sigstore's certificate authority", FULCIO),
    "rekor-url": url("Base address of Sigstore's transparency log", REKOR),
    comment: flag("Tell the size in a comment of the pull request", true),
    parts: lines("For `merge`: the files `slipway-images.json` of the jobs that built, one a line"),
    "registry-username": registryInputs.username,
    "registry-password": registryInputs.password,
    "registry-identity": registryInputs.identity,
    manifest: common.manifest,
    "github-token": common.githubToken,
    timeout: common.timeout,
    "dry-run": common.dryRun,
  },
  outputs: {
    outcome: outcome("How it ended", ["built", "unchanged", "planned", "merged", "cleaned"]),
    "image-ref": output("What to deploy: `ghcr.io/acme/shop@sha256:…`; of the first image when there are several"),
    digest: output("Digest of the platform's manifest; of the first platform when there are several"),
    "index-digest": output("Digest that the tags name: of the index, or of the manifest when there is one platform"),
    changed: output("`true` when an image came out that the registry did not have"),
    size: output("Bytes of the image, compressed"),
    tags: output("References with tag, one a line"),
    images: jsonOutput("Image references by name, as deploy-render takes them"),
    metadata: jsonOutput("Each image by name: reference, digests per platform, tags, labels, size, builder, cache"),
    "metadata-file": output("The same in a file, `slipway-images.json`, for `parts` of a later `merge`"),
  },
  check: ({
    command,
    image,
    images,
    manifest,
    context,
    file,
    target,
    parts,
    sign,
    signingKey,
    smoke,
    paths,
    mirrors,
  }) => {
    const single = context !== undefined || file !== undefined || target !== undefined || smoke !== undefined;
    return [
      ...((images !== undefined || manifest !== undefined) && (single || image !== undefined || paths.length > 0)
        ? [
            {
              inputs: ["image", "context", "file", "target", "paths", "smoke"],
              message: "these describe a single image; with `images` or `manifest`, write them there",
            },
          ]
        : []),
      ...(command === "merge" && parts.length === 0
        ? [{ inputs: ["parts"], message: "`merge` needs the files to merge" }]
        : []),
      ...(command !== "merge" && parts.length > 0
        ? [{ inputs: ["parts", "command"], message: "`parts` belongs to `command: merge` only" }]
        : []),
      ...(mirrors.length > 0 && mirrors.join() !== "none" && !mirrors.every((line) => MIRROR.test(line))
        ? [{ inputs: ["mirrors"], message: "write `docker.io=mirror.gcr.io`, one a line, or `none`" }]
        : []),
      ...(sign === "key" && signingKey === undefined
        ? [{ inputs: ["sign", "signing-key"], message: "`sign: key` needs `signing-key`" }]
        : []),
    ];
  },
});
