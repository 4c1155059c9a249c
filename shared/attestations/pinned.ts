import type { Inventory } from "../dependencies/types.ts";
import type { ImagePackage } from "./packages/types.ts";

/** What lock files pin, as packages of an SBOM: those of the tests' and builders' own needs are left out. */
export const pinnedPackages = (inventories: readonly Inventory[]): readonly ImagePackage[] =>
  inventories.flatMap(({ dependencies }) =>
    dependencies.flatMap(({ name, version, purl, scope, source, file }) =>
      version === undefined || scope === "development" || source === "path"
        ? []
        : [{ name, version, purl, license: undefined, file }],
    ),
  );
