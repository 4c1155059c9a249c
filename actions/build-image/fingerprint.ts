import { createHash } from "node:crypto";
import type { ContextFile } from "../../shared/ports/build-context.ts";

/** Counts up when the same inputs no longer give the same image, because we build in another way. */
const FORM = 1;

export interface Fingerprinted {
  readonly files: readonly ContextFile[];
  readonly dockerfile: string;
  readonly target: string | undefined;
  readonly platforms: readonly string[];
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly secretIds: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly epoch: number;
}

const sorted = (pairs: Readonly<Record<string, string>>) =>
  Object.entries(pairs).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** `sha256:…` over everything that an image is made from. Nobody can tell a value from it, but whether it is the same. */
export function fingerprint(given: Fingerprinted): string {
  const hash = createHash("sha256");
  const { files, dockerfile, target, platforms, buildArgs, secretIds, labels, annotations, epoch } = given;
  hash.update(
    JSON.stringify([
      FORM,
      dockerfile,
      target ?? null,
      platforms.toSorted(),
      sorted(buildArgs),
      secretIds.toSorted(),
      sorted(labels),
      sorted(annotations),
      epoch,
    ]),
  );
  for (const { path, type, executable, digest } of files) hash.update(JSON.stringify([path, type, executable, digest]));
  return `sha256:${hash.digest("hex")}`;
}
