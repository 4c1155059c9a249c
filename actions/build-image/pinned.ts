import { toFailure } from "../../shared/action/failure.ts";
import type { ImagePackage } from "../../shared/attestations/packages/types.ts";
import { pinnedPackages } from "../../shared/attestations/pinned.ts";
import type { Inventory } from "../../shared/dependencies/types.ts";
import type { BuildContext, ImagePlan } from "./ports.ts";

/** Bytes of a lock file, and of what stands beside it. */
const MOST = 32 * 1024 * 1024;

/** What the lock files among an image's inputs pin. One that cannot be read is told, and left out. */
export async function pinnedOf(
  { files, folder }: Pick<ImagePlan, "files" | "folder">,
  { log }: Pick<BuildContext, "log">,
  readText: (path: string) => Promise<string | undefined>,
): Promise<readonly ImagePackage[]> {
  const { packagesFileFor } = await import("../../shared/dependencies/lockfiles/packages-file-for.ts");
  const plain = files.filter(({ type, size }) => type === "file" && size <= MOST).map(({ path }) => path);
  const inventories: Inventory[] = [];
  for (const path of plain) {
    const lockfile = packagesFileFor(path);
    if (lockfile === undefined) continue;
    const beside = new Map<string, string>();
    for (const other of plain.filter((each) => lockfile.wants(each))) {
      const text = await readText(`${folder}/${other}`);
      if (text !== undefined) beside.set(other, text);
    }
    try {
      inventories.push(lockfile.read((await readText(`${folder}/${path}`)) ?? "", beside));
    } catch (thrown) {
      log.warning(
        `${path} could not be read, so what it pins is not in the SBOM: ${toFailure(thrown).message}`,
        "SBOM",
      );
    }
  }
  return pinnedPackages(inventories);
}
