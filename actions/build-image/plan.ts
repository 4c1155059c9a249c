import { isAbsolute, join, relative } from "node:path";
import { Failure } from "../../shared/action/failure.ts";
import type { Secret } from "../../shared/action/secret.ts";
import { oneLine } from "../../shared/action/text.ts";
import { contextSources, parseDockerfile } from "../../shared/domain/dockerfile.ts";
import { ignoreFiles, parseDockerignore } from "../../shared/domain/image/dockerignore.ts";
import type { Event } from "../../shared/domain/image/event.ts";
import { INPUTS_LABEL, labelsFor, pairsOf } from "../../shared/domain/image/labels.ts";
import { sanitize, tagsFor } from "../../shared/domain/image/tags.ts";
import type { Image } from "../../shared/domain/manifest/types.ts";
import { fingerprint } from "./fingerprint.ts";
import type { BuildContext, ImagePlan, Ports } from "./ports.ts";
import { type Checkout, lastTouched, pathspec } from "./revision.ts";
import { matcher, withWorkspace } from "./sources.ts";
import { invalid } from "./values.ts";

export interface Planning {
  readonly checkout: Checkout;
  readonly secrets: ReadonlyMap<string, Secret>;
}

const MISSING = (file: string, image: Image): Failure =>
  new Failure("SLIP-IMAGE-BUILD", `There is no Dockerfile \`${oneLine(file)}\` for the image \`${image.name}\`.`, {
    blame: "user",
    state: "Nothing was built.",
    next: "Check out the repository before this step, and give the Dockerfile's path from the repository's root as `file`.",
  });

/** Everything about one image that can be known before it is built. */
export async function planImage(
  image: Image,
  { checkout, secrets }: Planning,
  context: BuildContext,
  ports: Ports,
): Promise<ImagePlan> {
  const { inputs, run } = context;
  const { contexts } = ports;
  const folder = join(run.workspace, image.context);
  const dockerfilePath = join(run.workspace, image.file);
  const source = await contexts.text(dockerfilePath);
  if (source === undefined) throw MISSING(image.file, image);
  const dockerfile = parseDockerfile(source, image.buildArgs);

  const ignored = parseDockerignore((await firstText(ignoreFiles(dockerfilePath), folder, contexts.text)) ?? "");
  const all = await contexts.files(folder, (path, kind) =>
    kind === "folder" ? ignored.prunes(path) : ignored.ignores(path),
  );
  const copied = contextSources(dockerfile, image.target);
  const isCopied = copied === undefined ? () => true : matcher(copied);
  const files = all.filter(({ path }) => isCopied(path));
  const watched =
    image.paths.length === 0
      ? copied
      : await withWorkspace(
          image.paths.map((path) => fromContext(path, image.context)),
          all.map(({ path }) => path),
          (path) => contexts.text(join(folder, path)),
        );
  const isWatched = watched === undefined ? () => true : matcher(watched);

  const event = eventOf(checkout, run.sha, ports.event);
  const here = (path: string) => join(checkout.prefix, path);
  const touched = await lastTouched(checkout, ports, [
    pathspec(here(image.file), "."),
    ...(watched ?? ["."]).map((path) => pathspec(path, here(image.context))),
  ]);
  const revision = touched?.commit ?? event.commit;
  const epoch = inputs.sourceDateEpoch === undefined ? (touched?.epoch ?? 0) : Number(inputs.sourceDateEpoch);

  const { tags, version, problems, notes } = tagsFor(event, inputs.tags, inputs.flavor);
  const labels = pairsOf(inputs.labels, { event, version });
  const annotations = pairsOf(inputs.annotations, { event, version });
  const wrong = [
    ...problems.map((problem) => `\`tags\`: ${problem}`),
    ...labels.problems.map((problem) => `\`labels\`: ${problem}`),
    ...annotations.problems.map((problem) => `\`annotations\`: ${problem}`),
  ];
  if (wrong.length > 0) throw invalid(wrong);
  for (const note of notes) context.log.notice(note, "Tags");

  const ownLabels = { ...labelsFor({ event, revision, epoch, version }), ...labels.pairs };
  const inputsDigest = fingerprint({
    files: files.filter(({ path }) => isWatched(path)),
    dockerfile: source,
    target: image.target,
    // Without platforms the image is one for the machine that builds it, and another one elsewhere.
    platforms: image.platforms.length === 0 ? [ports.architecture] : image.platforms,
    buildArgs: image.buildArgs,
    secretIds: [...secrets.keys()],
    labels: ownLabels,
    annotations: annotations.pairs,
    epoch,
  });
  const base = event.pull?.baseRef ?? event.branch;
  return {
    name: image.name,
    repository: image.repository,
    image,
    folder,
    files,
    dockerfile,
    dockerfilePath: image.file,
    platforms: image.platforms,
    buildArgs: image.buildArgs,
    secrets,
    labels: { ...ownLabels, [INPUTS_LABEL]: inputsDigest },
    annotations: annotations.pairs,
    tags: inputs.untagged ? [] : tags,
    ...(inputs.untagged ? { mergedTags: tags } : {}),
    commit: event.commit,
    revision,
    epoch,
    inputs: inputsDigest,
    base: base === undefined ? undefined : `${image.repository}:${sanitize(base)}`,
  };
}

/** What is checked out is what is built, unless it is the merge that GitHub made of a pull request. */
const eventOf = ({ head }: Checkout, sha: string, event: Event): Event =>
  head === undefined || head === sha ? event : { ...event, commit: head };

const fromContext = (path: string, folder: string): string => {
  const inside = relative(folder, path);
  return inside.startsWith("..") || isAbsolute(inside) ? path : inside === "" ? "." : inside;
};

async function firstText(
  paths: readonly string[],
  folder: string,
  text: (path: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  for (const path of paths) {
    const found = await text(isAbsolute(path) ? path : join(folder, path));
    if (found !== undefined) return found;
  }
  return undefined;
}
