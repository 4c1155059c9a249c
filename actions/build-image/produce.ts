import { join } from "node:path";
import { Failure } from "../../shared/action/failure.ts";
import type { Builder } from "../../shared/ports/builder.ts";
import { type CacheInUse, useCache } from "./cache-use.ts";
import { cacheFor } from "./cache.ts";
import { differs, findDifference } from "./differ.ts";
import { type Known, sizeOf } from "./known.ts";
import type { Mirrored } from "./mirrors.ts";
import type { ChangedPackages } from "./package-changes.ts";
import type { BaseImage, BuildContext, BuiltImage, EvidenceResult, ImagePlan, Ports, SizeReport } from "./ports.ts";
import { keeperOf } from "./signer.ts";

/** One image after all is done but its tags. */
export interface Produced {
  readonly plan: ImagePlan;
  readonly image: BuiltImage | undefined;
  readonly known: Known | undefined;
  /** The registry did not have it. */
  readonly changed: boolean;
  readonly pushed: boolean;
  readonly bases: readonly BaseImage[];
  readonly size: SizeReport | undefined;
  readonly evidence: EvidenceResult | undefined;
  /** By platform, against the branch's image. */
  readonly packages: readonly ChangedPackages[];
  readonly cache: CacheInUse | undefined;
  readonly tested: boolean;
}

export interface Production {
  readonly peers: readonly ImagePlan[];
  readonly pushes: boolean;
  readonly builder: Builder;
  readonly temp: string;
}

/** Builds one image, and brings it to the registry by its digest. Tags are for later, when all images are there. */
export async function produce(
  plan: ImagePlan,
  production: Production,
  context: BuildContext,
  ports: Ports,
): Promise<Produced> {
  const { inputs, clock, log } = context;
  const { pushes, builder } = production;
  await ports.guard.beforeBuild(plan);
  const startedAt = clock.date().toISOString();
  const planned = await cacheFor(plan, production.peers, { inputs, pushes, builder }, ports);
  const resolving = ports.bases(plan, []);
  // It is waited for after the build; until then nobody else would see it fail.
  resolving.catch(() => {});
  const cache = await useCache(planned, { plan, keeper: keeperOf(context, ports), context, ports });
  const image = await build(plan, { ...production, cache, again: false, mirrored: [] }, context, ports);
  const { mirrored } = image;
  // A registry that did not give them to the builder would let us wait as well.
  const bases = mirrored.length === 0 ? await resolving : await ports.bases(plan, mirrored);
  if (inputs.reproducible === "verify") await buildAgain(image, { ...production, cache }, context, ports);
  await ports.guard.beforePush(image);
  const [size] = await Promise.all([ports.sizes.compare(image), cache.keep(image.built)]);
  if (size.over.length > 0) {
    await ports.sizes.comment(new Map([[plan.name, size]]));
    throw tooLarge(plan, size);
  }
  const { smoke } = plan.image;
  const pushed = pushes ? await ports.registry.push(image.layout, plan.repository) : undefined;
  const facts = { startedAt, finishedAt: clock.date().toISOString(), bases };
  const evidence = pushed && (await ports.evidence?.attach(image, facts));
  const packages = evidence?.changed ?? (await ports.evidence?.compare(image)) ?? [];
  if (smoke !== undefined) {
    const own = image.platforms.find(({ platform }) => platform.architecture === ports.architecture);
    const tried = own ?? image.platforms[0];
    if (tried === undefined) throw new Error("the image has no platform");
    log.info(`${plan.name}: starting it for its smoke test.`);
    await builder.trial({
      layout: image.layout.folder,
      digest: tried.manifest.descriptor.digest,
      env: smoke.env,
      test: smoke.test,
      timeout: smoke.timeout * 1000,
      label: `\`${plan.name}\``,
    });
  }
  return {
    plan,
    image,
    known: undefined,
    changed: pushed === undefined || !pushed.unchanged,
    pushed: pushed !== undefined,
    bases,
    size,
    evidence,
    packages,
    cache,
    tested: smoke !== undefined,
  };
}

interface Way extends Production {
  readonly cache: CacheInUse;
  readonly again: boolean;
  readonly mirrored: readonly Mirrored[];
}

/** Base images whose registry limits pulls or does not answer are taken from a mirror, once. */
async function build(plan: ImagePlan, way: Way, context: BuildContext, ports: Ports): Promise<BuiltImage> {
  try {
    return await buildOnce(plan, way, context, ports);
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== "SLIP-IMAGE-BASE" || way.mirrored.length > 0) throw thrown;
    const mirrored = await ports.mirrored(plan);
    if (mirrored.length === 0) throw thrown;
    const places = mirrored.map(({ reference, from }) => `${reference} from ${from}`).join(", ");
    context.log.warning(`${thrown.message}\nTaken from a mirror instead: ${places}.`, "Base images");
    return await buildOnce(plan, { ...way, mirrored }, context, ports);
  }
}

async function buildOnce(
  plan: ImagePlan,
  way: Way,
  { inputs, log, signal, run }: BuildContext,
  ports: Ports,
): Promise<BuiltImage> {
  const { builder, temp, cache, again, mirrored } = way;
  const place = join(temp, `${plan.name}${again ? "-again" : ""}${mirrored.length === 0 ? "" : "-mirrored"}`);
  const staged = join(place, "context");
  await ports.contexts.stage(plan.folder, plan.files, staged);
  const built = await builder.build({
    context: staged,
    dockerfile: join(run.workspace, plan.dockerfilePath),
    target: plan.image.target,
    platforms: plan.platforms,
    buildArgs: { ...plan.buildArgs, ...frontendOf(mirrored) },
    secrets: plan.secrets,
    instead: Object.fromEntries(mirrored.filter((one) => !one.frontend).map((one) => [one.reference, one.from])),
    labels: plan.labels,
    annotations: plan.annotations,
    epoch: plan.epoch,
    noCache: again || inputs.noCache,
    network: inputs.network,
    cacheFrom: again ? [] : cache.from,
    cacheTo: again ? [] : cache.to,
    output: join(place, "layout"),
    label: plan.name,
  });
  const layout = await ports.openLayout(built.folder, signal);
  const platforms = await layout.images();
  if (built.cacheTrouble !== undefined) {
    log.warning(
      `The cache of \`${plan.name}\` could not be kept: ${built.cacheTrouble}. The image is not concerned.`,
      "Cache",
    );
  }
  for (const { rule, message, line } of again ? [] : built.findings) {
    log.warning(message, rule, { file: plan.dockerfilePath, line: line ?? 1 });
  }
  return { plan, built, layout, mirrored, platforms, size: sizeOf(platforms) };
}

async function buildAgain(
  image: BuiltImage,
  way: Omit<Way, "again" | "mirrored">,
  context: BuildContext,
  ports: Ports,
): Promise<void> {
  context.log.info(`${image.plan.name}: building it again without cache, to compare.`);
  const second = await build(image.plan, { ...way, again: true, mirrored: image.mirrored }, context, ports);
  const difference = await findDifference(
    { layout: image.layout, images: image.platforms },
    { layout: second.layout, images: second.platforms },
  );
  if (difference !== undefined) throw differs(image.plan.name, difference);
}

/** BuildKit's own way to name another frontend than the Dockerfile's first line does. */
const frontendOf = (mirrored: readonly Mirrored[]): Readonly<Record<string, string>> =>
  Object.fromEntries(mirrored.filter(({ frontend }) => frontend).map(({ from }) => ["BUILDKIT_SYNTAX", from]));

const tooLarge = ({ name }: ImagePlan, { over }: SizeReport): Failure =>
  new Failure("SLIP-IMAGE-SIZE", `\`${name}\`: ${over.join("; ")}.`, {
    blame: "user",
    state: "Nothing was pushed and no tag was moved.",
    next: "Look at the layers in the summary; copy less into the image, or raise the limit if the growth is meant.",
  });
