import { Failure, toFailure } from "../../shared/action/failure.ts";
import { stagesFor } from "../../shared/domain/dockerfile.ts";
import { formatImageReference, type ImageReference, parseImageReference } from "../../shared/domain/image-reference.ts";
import type { PlatformImage, Registry } from "../../shared/ports/registry.ts";
import { platformName } from "./differ.ts";
import { type Inherited, NOTHING } from "./guard/image.ts";
import type { Mirrored } from "./mirrors.ts";
import type { BaseImage, BuildContext, BuiltImage, ImagePlan, ResolveBases } from "./ports.ts";

type Needs = Pick<BuildContext, "clock" | "log" | "signal">;
type Images = Pick<Registry, "resolve" | "images">;

/** A registry that does not answer must not hold up a build that may not even need it. */
const PATIENCE = 20_000;
const DAY = 86_400_000;
const OLD = 90 * DAY;
/** Images that are made reproducibly have some early time, which is not their age. */
const SINCE = Date.parse("2014-01-01T00:00:00Z");

/** The images that the stages of a plan's target stand on or copy from, each once, in their order. */
export function basesOf({ dockerfile, image }: Pick<ImagePlan, "dockerfile" | "image">): readonly string[] {
  const references = stagesFor(dockerfile, image.target).flatMap(({ image: base, takes }) => [
    ...(base === undefined ? [] : [base]),
    ...takes.flatMap(({ from }) => (from === undefined ? [] : [from])),
  ]);
  return [...new Set(references)];
}

/** Asks registries what base images are now, and how old. */
export const resolveBases =
  (registry: Images, { clock, log, signal }: Needs): ResolveBases =>
  (plan, mirrored) =>
    Promise.all(
      basesOf(plan).map(async (reference) => {
        const parsed = parseImageReference(reference);
        if (parsed === undefined) return unknown(reference, undefined, "It is no reference to an image.");
        const taken = takenFrom(mirrored, reference);
        try {
          const there = parseImageReference(taken ?? "") ?? parsed;
          const base = await inTime(resolveBase(reference, there, registry, clock.date()), clock, signal);
          if (taken === undefined) return base;
          const notes = [`It was taken from ${taken}.`, ...base.notes];
          return { ...base, pinned: parsed.digest !== undefined, notes };
        } catch (thrown) {
          signal.throwIfAborted();
          const { message } = toFailure(thrown);
          log.info(`The base image ${reference} could not be looked up: ${message}`);
          return unknown(reference, parsed.digest, `Its registry could not be asked: ${message}`);
        }
      }),
    );

/** Where a base image came from, if not from where the Dockerfile says. */
const takenFrom = (mirrored: readonly Mirrored[], reference: string): string | undefined =>
  mirrored.find((one) => !one.frontend && one.reference === reference)?.from;

const unknown = (reference: string, digest: string | undefined, note: string): BaseImage => ({
  reference,
  digest,
  pinned: digest !== undefined,
  notes: [note],
});

async function inTime<T>(work: Promise<T>, clock: Needs["clock"], signal: AbortSignal): Promise<T> {
  const waiting = new AbortController();
  // Whichever comes second must not be an error that nobody sees.
  work.catch(() => {});
  const late = clock.sleep(PATIENCE, AbortSignal.any([signal, waiting.signal])).then(() => {
    throw new Failure("SLIP-REGISTRY-FAILED", `no answer within ${PATIENCE / 1000} s`, { blame: "provider" });
  });
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    waiting.abort();
  }
}

async function resolveBase(reference: string, parsed: ImageReference, registry: Images, now: Date): Promise<BaseImage> {
  const pinned = parsed.digest !== undefined;
  const byTag = pinned && parsed.tag === undefined ? undefined : formatImageReference({ ...parsed, digest: undefined });
  const current = byTag === undefined ? undefined : (await registry.resolve(byTag))?.digest;
  const digest = parsed.digest ?? current;
  const newer = pinned && current !== undefined && current !== parsed.digest ? current : undefined;
  const images = digest === undefined ? undefined : await registry.images(exactly(parsed, digest));
  return {
    reference,
    digest,
    pinned,
    ...(newer === undefined ? {} : { newer }),
    notes: [
      ...(digest === undefined ? ["The registry has no such image."] : []),
      ...(newer === undefined ? [] : [`The tag names another image by now: ${newer}.`]),
      ...ageOf(images, now),
    ],
  };
}

const exactly = (parsed: ImageReference, digest: string): string =>
  formatImageReference({ ...parsed, tag: undefined, digest });

function ageOf(images: readonly PlatformImage[] | undefined, now: Date): readonly string[] {
  const made = (images ?? []).map(({ config }) => Date.parse(config.created ?? "")).filter((time) => time > SINCE);
  const age = now.getTime() - Math.max(...made);
  return made.length > 0 && age > OLD ? [`It was made ${Math.floor(age / DAY)} days ago.`] : [];
}

/** What an image's last stage has from its base; nothing when that cannot be told, so that all of it is looked at. */
export async function inheritedBy(
  { plan, platforms, mirrored }: Pick<BuiltImage, "plan" | "platforms" | "mirrored">,
  platform: string,
  registry: Pick<Registry, "images">,
  { clock, signal }: Pick<Needs, "clock" | "signal">,
): Promise<Inherited> {
  const stages = stagesFor(plan.dockerfile, plan.image.target);
  let stage = stages.at(-1);
  while (stage?.parent !== undefined) stage = plan.dockerfile.stages[stage.parent];
  if (stage?.image === undefined) return NOTHING;
  const asked = registry.images(takenFrom(mirrored, stage.image) ?? stage.image);
  const base = (await inTime(asked, clock, signal).catch(() => undefined))?.find(
    (one) => platformName(one) === platform,
  );
  signal.throwIfAborted();
  const own = platforms.find((one) => platformName(one) === platform);
  if (base === undefined || own === undefined) return NOTHING;
  // A tag may have moved since the build began: only a base that the image does begin with is one.
  const begins = base.config.history.every(
    ({ createdBy }, index) => own.config.history[index]?.createdBy === createdBy,
  );
  return begins
    ? { layers: base.layers.length, env: new Set(base.config.env), history: base.config.history.length }
    : NOTHING;
}
