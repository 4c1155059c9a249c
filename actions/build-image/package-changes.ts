import { toFailure } from "../../shared/action/failure.ts";
import { candidates } from "../../shared/attestations/artifact.ts";
import { installedBy, type PackageChange, packageChanges } from "../../shared/attestations/package-changes.ts";
import type { ImagePackage } from "../../shared/attestations/packages/types.ts";
import { textOf } from "../../shared/attestations/proof.ts";
import { SBOM_TYPE } from "../../shared/attestations/statement.ts";
import type { PlatformImage, Registry } from "../../shared/ports/registry.ts";
import { platformName } from "./differ.ts";
import type { BuildContext, ImagePlan } from "./ports.ts";

/** What a build changes in the packages of an image that people have already. */
export interface ChangedPackages {
  /** `linux/amd64` */
  readonly platform: string;
  /** The image that it is compared with, by its tag. */
  readonly since: string;
  readonly changes: readonly PackageChange[];
}

/** Against the SBOM beside the branch's image. Undefined where there is none. Never rejects. */
export async function changedPackages(
  { base, repository }: Pick<ImagePlan, "base" | "repository">,
  image: PlatformImage,
  packages: readonly ImagePackage[],
  registry: Pick<Registry, "images" | "referrers" | "manifest" | "blob">,
  { log, signal }: Pick<BuildContext, "log" | "signal">,
): Promise<ChangedPackages | undefined> {
  if (base === undefined) return undefined;
  const platform = platformName(image);
  try {
    const before = (await registry.images(base))?.find((one) => platformName(one) === platform);
    if (before === undefined) return undefined;
    const { digest } = before.manifest.descriptor;
    // The newest is as good as any: an SBOM of one digest says one thing.
    const [sbom] = candidates(await registry.referrers(repository, digest), SBOM_TYPE, undefined);
    const installed = sbom && installedBy((await textOf(repository, sbom, registry)) ?? "");
    return installed && { platform, since: base, changes: packageChanges(installed, packages) };
  } catch (thrown) {
    signal.throwIfAborted();
    log.debug(`The packages of ${base} could not be read: ${toFailure(thrown).message}`);
    return undefined;
  }
}
