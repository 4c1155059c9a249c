import * as z from "zod";
import type { ReleaseFacts } from "../../dependencies/types.ts";
import type { Clock } from "../../ports/clock.ts";
import { createPace } from "./pace.ts";
import { type Ask, beside, isAt } from "./types.ts";

/** One archive of a version: each is for a platform of its own. */
export interface Build {
  readonly entry: unknown;
  readonly number: string;
  readonly platform: string;
  readonly createdAt: string | undefined;
}

export interface AttestationOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The host that everybody uses, which wants to be asked gently, and whose silence counts. */
  readonly host: string;
}

export interface Proof {
  readonly trust?: ReleaseFacts["trust"];
  /** Why it is not known, where it should be. */
  readonly why?: string;
}

/** Builds of one version whose proof is asked for. */
const MOST_BUILDS = 16;
/** RubyGems.org answers ten requests a second, and these no cache answers for it. */
const INTERVAL = 110;
/** So that even the largest change takes half a minute at most. */
const MOST_ASKED = 250;

/**
 * How a version was published, by the attestations of its builds. They are taken only from a trusted publisher of the gem, and
 * checked when they are; of a gem without any nobody tells whether a trusted publisher pushed it.
 */
export const attestationReader = (ask: Ask, { clock, signal, host }: AttestationOptions) => {
  const turn = createPace({ clock, signal, interval: INTERVAL });
  let asked = 0;

  const isProven = async (
    registry: string,
    name: string,
    { number, platform }: Build,
  ): Promise<boolean | undefined> => {
    if (isAt(registry, host)) await turn();
    const full = platform === "ruby" ? `${name}-${number}` : `${name}-${number}-${platform}`;
    const url = `${registry}/api/v1/attestations/${encodeURIComponent(full)}.json`;
    const { status, body } = await ask({ url, schema: z.unknown(), accept: [404] });
    return status === 404 || !Array.isArray(body) ? undefined : body.length > 0;
  };

  return async (registry: string, name: string, all: readonly Build[]): Promise<Proof> => {
    const builds = all.slice(0, MOST_BUILDS);
    const isPublic = isAt(registry, host);
    if (isPublic && asked + builds.length > MOST_ASKED)
      return { why: `${host} is asked for the attestations of ${MOST_ASKED} archives at most` };
    asked += builds.length;
    const { value = [], why } = await beside(Promise.all(builds.map((build) => isProven(registry, name, build))));
    // A mirror need not know of attestations.
    if (why !== undefined) return isPublic ? { why } : {};
    const known = value.filter((answer) => answer !== undefined);
    // One build that somebody pushed by hand is enough to get in.
    return known.length === 0 ? {} : { trust: known.every(Boolean) ? "provenance" : "none" };
  };
};
