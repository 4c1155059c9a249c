import { join } from "node:path";
import { Failure } from "../../shared/action/failure.ts";
import type { Builder } from "../../shared/ports/builder.ts";
import { type CacheInUse, useCache } from "./cache-use.ts";
import { cacheFor } from "./cache.ts";
import { differs, findDifference } from "./differ.ts";
import { type Known, sizeOf } from "./known.ts";
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
  const resolving = ports.bases(plan);
  // It is waited for after the build; until then nobody else would see it fail.
  resolving.catch(() => {});
  const cache = await useCache(planned, { plan, keeper: keeperOf(context, ports), context, ports });
  const image = await build(plan, { ...production, cache, again: false }, context, ports);
  const bases = await resolving;
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
    cache,
    tested: smoke !== undefined,
  };
}

interface Way extends Production {
  readonly cache: CacheInUse;
  readonly again: boolean;
}

async function build(
  plan: ImagePlan,
  way: Way,
  { inputs, log, signal, run }: BuildContext,
  ports: Ports,
): Promise<BuiltImage> {
  const { builder, temp, cache, again } = way;
  const place = join(temp, `${plan.name}${again ? "-again" : ""}`);
  const staged = join(place, "context");
  await ports.contexts.stage(plan.folder, plan.files, staged);
  const built = await builder.build({
    context: staged,
    dockerfile: join(run.workspace, plan.dockerfilePath),
    target: plan.image.target,
    platforms: plan.platforms,
    buildArgs: plan.buildArgs,
    secrets: plan.secrets,
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
    log.warning(`${plan.dockerfilePath}${line === undefined ? "" : `:${line}`}: ${message}`, rule);
  }
  return { plan, built, layout, platforms, size: sizeOf(platforms) };
}

async function buildAgain(
  image: BuiltImage,
  way: Omit<Way, "again">,
  context: BuildContext,
  ports: Ports,
): Promise<void> {
  context.log.info(`${image.plan.name}: building it again without cache, to compare.`);
  const second = await build(image.plan, { ...way, again: true }, context, ports);
  const difference = await findDifference(
    { layout: image.layout, images: image.platforms },
    { layout: second.layout, images: second.platforms },
  );
  if (difference !== undefined) throw differs(image.plan.name, difference);
}

const tooLarge = ({ name }: ImagePlan, { over }: SizeReport): Failure =>
  new Failure("SLIP-IMAGE-SIZE", `\`${name}\`: ${over.join("; ")}.`, {
    blame: "user",
    state: "Nothing was pushed and no tag was moved.",
    next: "Look at the layers in the summary; copy less into the image, or raise the limit if the growth is meant.",
  });
