import { isRecord, parseJson, record } from "../domain/json.ts";
import type { ImagePackage } from "./packages/types.ts";
import { SBOM_TYPE } from "./statement.ts";

type Versions = ReadonlyMap<string, readonly string[]>;

/** One package that is not what it was. Names and versions are hostile text. */
export interface PackageChange {
  /** Package URL without version. */
  readonly name: string;
  /** None: it is new. */
  readonly before: readonly string[];
  /** None: it is gone. */
  readonly now: readonly string[];
}

/** `pkg:deb/debian/openssl@3.0.1?arch=amd64` without its version: qualifiers belong to the name. */
const nameOf = (purl: string): string => purl.replace(/@[^?#]*/, "");

const byName = (packages: readonly (readonly [purl: string, version: string])[]): Versions => {
  const versions = new Map<string, string[]>();
  for (const [purl, version] of packages) {
    const name = nameOf(purl);
    versions.set(name, [...(versions.get(name) ?? []), version]);
  }
  return versions;
};

/** In the order of names. A package may be there several times, in different versions. */
export function packageChanges(before: Versions, packages: readonly ImagePackage[]): readonly PackageChange[] {
  const now = byName(packages.map(({ purl, version }) => [purl, version]));
  return [...new Set([...before.keys(), ...now.keys()])]
    .toSorted()
    .map((name) => ({ name, before: sorted(before.get(name)), now: sorted(now.get(name)) }))
    .filter((change) => change.before.join("\n") !== change.now.join("\n"));
}

const sorted = (versions: readonly string[] = []): readonly string[] => [...new Set(versions)].toSorted();

/**
 * What an SBOM of ours says is installed: from a Sigstore bundle, or from a bare statement. Nobody's signature is looked at:
 * it is for people to read. Undefined where it is none.
 */
export function installedBy(text: string): Versions | undefined {
  const whole = record(parseJson(text));
  const { payload } = record(whole["dsseEnvelope"]);
  const statement =
    typeof payload === "string" ? record(parseJson(Buffer.from(payload, "base64").toString("utf8"))) : whole;
  const { packages, relationships } = record(statement["predicate"]);
  if (statement["predicateType"] !== SBOM_TYPE || !Array.isArray(packages) || !Array.isArray(relationships)) {
    return undefined;
  }
  const installed = new Set(
    relationships
      .filter(isRecord)
      .flatMap((one) => (one["relationshipType"] === "CONTAINS" ? [one["relatedSpdxElement"]] : [])),
  );
  return byName(
    packages.filter(isRecord).flatMap(({ SPDXID, versionInfo, externalRefs }) => {
      const [reference]: readonly unknown[] = Array.isArray(externalRefs) ? externalRefs : [];
      const purl = record(reference)["referenceLocator"];
      return installed.has(SPDXID) && typeof purl === "string" && typeof versionInfo === "string"
        ? [[purl, versionInfo] as const]
        : [];
    }),
  );
}
