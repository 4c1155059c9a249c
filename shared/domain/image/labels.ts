import type { Event } from "./event.ts";
import { variablesOf } from "./tags.ts";
import { fill } from "./template.ts";

const PREFIX = "org.opencontainers.image";

/** Under this label an image says what it was made from, so that nobody has to build it again. */
export const INPUTS_LABEL = "slipway.inputs";

export interface LabelSource {
  readonly event: Event;
  /** The last commit that touched the inputs, and its time in seconds. */
  readonly revision: string;
  readonly epoch: number;
  /** The tag of the highest priority, for `{{version}}` in a label of the user's. */
  readonly version: string | undefined;
}

/** `KEY=VALUE` lines with the tags' variables put in; later lines win. */
export function pairsOf(
  lines: readonly string[],
  { event, version }: Pick<LabelSource, "event" | "version">,
): { readonly pairs: Readonly<Record<string, string>>; readonly problems: readonly string[] } {
  const pairs = new Map<string, string>();
  const problems: string[] = [];
  for (const line of lines) {
    const at = line.indexOf("=");
    if (at <= 0) problems.push(`\`${line}\` has to look like \`KEY=VALUE\``);
    else pairs.set(line.slice(0, at).trim(), fill(line.slice(at + 1), { ...variablesOf(event), version }).text);
  }
  return { pairs: Object.fromEntries(pairs), problems };
}

/**
 * OCI labels that the commit gives. Only what is the same for every run of the same inputs: neither the tag nor the time of
 * the run is in it, else the same commit would have as many digests as it has runs.
 */
export function labelsFor({ event, revision, epoch }: LabelSource): Readonly<Record<string, string>> {
  const [, title = event.repository] = event.repository.split("/");
  const page = `${event.serverUrl}/${event.repository}`;
  return {
    [`${PREFIX}.created`]: new Date(epoch * 1000).toISOString().replace(".000Z", "Z"),
    [`${PREFIX}.revision`]: revision,
    [`${PREFIX}.source`]: page,
    [`${PREFIX}.title`]: title,
    [`${PREFIX}.url`]: page,
  };
}
