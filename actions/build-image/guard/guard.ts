import { Failure } from "../../../shared/action/failure.ts";
import { parseDockerignore } from "../../../shared/domain/image/dockerignore.ts";
import { findLeaks } from "../../../shared/leaks/find.ts";
import { knownSecrets } from "../../../shared/leaks/known-secrets.ts";
import { platformName } from "../differ.ts";
import type { BuildContext, BuiltImage, Guard, ImagePlan } from "../ports.ts";
import { fileGuard, type SeenFile } from "./files.ts";
import { inPlan, warningsOf } from "./given.ts";
import { inConfig, type Inherited, inLayers } from "./image.ts";
import { type Detector, type Place, placesOf } from "./place.ts";

/** What the guard needs from outside. */
export interface GuardParts {
  readonly context: BuildContext;
  /** Content of a file by its absolute path. */
  readonly read: (path: string) => AsyncIterable<Uint8Array>;
  /** What the last stage of an image has from its base, by platform: `linux/amd64`. */
  readonly inherited: (image: BuiltImage, platform: string) => Promise<Inherited>;
}

const MOST_TOLD = 20;

/** Looks for secrets in everything that is published with an image, before it is built and before it is pushed. */
export function createGuard({ context, read, inherited }: GuardParts): Guard {
  const { log, redact, signal, inputs } = context;
  const isKnown = knownSecrets(redact);
  const detector: Detector = { find: (text) => findLeaks(text, { isKnown, most: 5 }) };
  const allowed = parseDockerignore(inputs.allow.join("\n"));
  const skipAllowed = (files: ReturnType<typeof fileGuard>) => ({
    look: (file: SeenFile) => (allowed.ignores(file.path) ? Promise.resolve([]) : files.look(file)),
  });

  return {
    async beforeBuild(plan) {
      for (const warning of warningsOf(plan)) log.warning(warning, "Not pinned");
      const places: Place[] = [...inPlan(plan, detector)];
      const { look } = skipAllowed(fileGuard(isKnown));
      for (const { path, type, size } of plan.files) {
        signal.throwIfAborted();
        if (type !== "file") continue;
        const content = read(`${plan.folder}/${path}`);
        places.push(...placesOf(await look({ path, size, content }), `${path} in the build context`));
      }
      refuse(places, plan, context, "Nothing was built.");
    },

    async beforePush(image) {
      const { plan, platforms, layout } = image;
      const places: Place[] = [];
      for (const platform of platforms) {
        const known = await inherited(image, platformName(platform));
        const files = skipAllowed(fileGuard(isKnown));
        places.push(...inConfig(platform.config, known, detector));
        places.push(...(await inLayers(platform, known, layout, files)));
        signal.throwIfAborted();
      }
      refuse(places, plan, context, "Nothing was pushed.");
    },
  };
}

function refuse(found: readonly Place[], plan: ImagePlan, { summary }: BuildContext, state: string): void {
  const places = [...new Map(found.map((place) => [`${place.where} ${place.what}`, place])).values()];
  if (places.length === 0) return;
  summary.heading(`${plan.name}: secrets that would be published`, 3).table(
    ["Where", "What"],
    places.slice(0, 200).map(({ where, what }) => [where, what]),
  );
  const told = places.slice(0, MOST_TOLD).map(({ where, what }) => `${where}: ${what}`);
  const more = places.length > MOST_TOLD ? [`and ${places.length - MOST_TOLD} more, see the summary`] : [];
  const count = places.length === 1 ? "A secret" : `${places.length} secrets`;
  throw new Failure(
    "SLIP-IMAGE-SECRET",
    `${count} would be published with ${plan.name}:\n${[...told, ...more].join("\n")}`,
    {
      blame: "user",
      state,
      next: "Take each out of its place: files by `.dockerignore`, values by the input `secrets` and `RUN --mount=type=secret`. What was ever committed or pushed must be replaced at its provider. What is no secret can be named in `allow`.",
    },
  );
}
