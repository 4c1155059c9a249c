import { createHash } from "node:crypto";
import parse from "spdx-expression-parse";
import type { Inventory } from "./inventory.ts";
import { purl } from "./packages/purl.ts";
import type { ImagePackage } from "./packages/types.ts";

/** What an SBOM is about. */
export interface Described {
  /** Repository of the image, without tag and digest. */
  readonly image: string;
  /** `sha256:<hex>` of the one platform that the SBOM is about. */
  readonly digest: string;
  /** `linux/amd64` */
  readonly platform: string;
  /** Address of the source's repository, and the commit. */
  readonly source: string;
  readonly commit: string;
  /** Of the commit: an SBOM of the same image is the same text. */
  readonly created: Date;
}

const NOASSERTION = "NOASSERTION";

/**
 * An SPDX 2.3 document: what the image has installed (CONTAINS), and what the lock files of its context pin and the
 * image's own databases do not tell (DEPENDS_ON).
 */
export function spdx(about: Described, { packages, notes }: Inventory, pinned: readonly ImagePackage[]): unknown {
  const installed = new Set(packages.map((each) => each.purl));
  const further = new Map(pinned.filter((each) => !installed.has(each.purl)).map((each) => [each.purl, each]));
  const root = "SPDXRef-image";
  const all = [...packages, ...further.values()];
  return {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: `${about.image}@${about.digest}`,
    documentNamespace: `${about.source}/commit/${about.commit}#sbom-${about.digest.slice(7)}`,
    creationInfo: {
      created: about.created.toISOString().replace(/\.\d+Z$/, "Z"),
      creators: ["Tool: slipway-build-image"],
      ...(notes.length === 0 ? {} : { comment: notes.join("\n") }),
    },
    packages: [
      {
        SPDXID: root,
        name: about.image,
        versionInfo: about.digest,
        downloadLocation: NOASSERTION,
        filesAnalyzed: false,
        primaryPackagePurpose: "CONTAINER",
        comment: about.platform,
        checksums: [{ algorithm: "SHA256", checksumValue: about.digest.slice(7) }],
        externalRefs: [reference(purlOfImage(about))],
      },
      ...all.map(view),
    ],
    relationships: [
      { spdxElementId: "SPDXRef-DOCUMENT", relationshipType: "DESCRIBES", relatedSpdxElement: root },
      ...all.map((each) => ({
        spdxElementId: root,
        relationshipType: installed.has(each.purl) ? "CONTAINS" : "DEPENDS_ON",
        relatedSpdxElement: idOf(each.purl),
      })),
    ],
  };
}

const view = ({ name, version, purl: where, license, file }: ImagePackage) => ({
  SPDXID: idOf(where),
  name,
  versionInfo: version,
  downloadLocation: NOASSERTION,
  filesAnalyzed: false,
  licenseConcluded: NOASSERTION,
  licenseDeclared: license !== undefined && isExpression(license) ? license : NOASSERTION,
  copyrightText: NOASSERTION,
  sourceInfo: `found in ${file}`,
  externalRefs: [reference(where)],
});

const reference = (locator: string) => ({
  referenceCategory: "PACKAGE-MANAGER",
  referenceType: "purl",
  referenceLocator: locator,
});

/** Ids may have letters, digits, dots and hyphens only. */
const idOf = (where: string): string => `SPDXRef-${createHash("sha256").update(where).digest("hex").slice(0, 32)}`;

const purlOfImage = ({ image, digest }: Described): string =>
  purl("oci", "", image.split("/").at(-1) ?? image, digest, { repository_url: image });

function isExpression(license: string): boolean {
  if (license.length > 500) return false;
  try {
    parse(license);
    return true;
  } catch {
    return false;
  }
}
