import { purl } from "../purl.ts";
import type { Distribution, ImagePackage } from "../types.ts";
import { readHeader, type RpmPackage } from "./header.ts";
import { readNdb } from "./ndb.ts";
import { readTable } from "./sqlite.ts";

/** What a database of RPM holds, or why that cannot be told. */
export type RpmDatabase = { readonly packages: readonly RpmPackage[] } | { readonly trouble: string };

const DATABASE =
  /^(?:var\/lib|usr\/lib\/sysimage|usr\/share)\/rpm\/(?:(rpmdb\.sqlite)|(Packages\.db)|(Packages)|(rpmdb\.sqlite-wal))$/;
/** An image of a desktop has three thousand. */
const MOST_PACKAGES = 100_000;
const LOST = "its packages are missing here";

/** Which of RPM's databases a file is: what changed since the one of SQLite was written counts as one. */
export function rpmDatabaseAt(path: string): "sqlite" | "ndb" | "berkeley" | "changes" | undefined {
  const [, sqlite, ndb, berkeley, changes] = DATABASE.exec(path) ?? [];
  if (sqlite !== undefined) return "sqlite";
  if (ndb !== undefined) return "ndb";
  if (berkeley !== undefined) return "berkeley";
  return changes === undefined ? undefined : "changes";
}

function* headersIn(kind: "sqlite" | "ndb", bytes: Buffer): Generator<Buffer> {
  if (kind === "ndb") return yield* readNdb(bytes);
  for (const values of readTable(bytes, "Packages")) {
    const blob = values[1];
    if (Buffer.isBuffer(blob)) yield blob;
  }
}

export function readRpmDatabase(kind: "sqlite" | "ndb", bytes: Buffer): RpmDatabase {
  try {
    const packages: RpmPackage[] = [];
    for (const header of headersIn(kind, bytes)) {
      const found = readHeader(header);
      if (found !== undefined) packages.push(found);
      if (packages.length > MOST_PACKAGES) throw new RangeError("it has more packages than there are");
    }
    return { packages };
  } catch (thrown) {
    // By its name, since Node's own need not be of our realm; and those say which offset, which helps nobody.
    const { name, code, message } = Object(thrown) as { name?: unknown; code?: unknown; message?: unknown };
    if (name !== "RangeError") throw thrown;
    const why = code === undefined ? String(message) : "it ends too early";
    return { trouble: `this database of RPM cannot be read: ${why}; ${LOST}` };
  }
}

/** What is not read, by its size alone. */
export const unreadRpm = (kind: "berkeley" | "changes", size: number): RpmDatabase => {
  if (kind === "berkeley") return { trouble: `databases of RPM in Berkeley DB are not read; ${LOST}` };
  return size === 0
    ? { packages: [] }
    : { trouble: "the newest changes to RPM's database are not read: close it before the image is built" };
};

/** Vendors as package URLs have them. */
const vendorOf = (id: string): string => {
  if (id === "rhel") return "redhat";
  return id.startsWith("opensuse") ? "opensuse" : id;
};

export function rpmPackage(
  { name, epoch, version, release, arch, license, source }: RpmPackage,
  path: string,
  distribution: Distribution,
): ImagePackage {
  const { id, version: edition } = distribution;
  const built = release === "" ? version : `${version}-${release}`;
  const where = purl("rpm", vendorOf(id), name, built, {
    arch,
    epoch: epoch === undefined ? "" : String(epoch),
    upstream: source,
    distro: id === "" ? "" : `${id}${edition === "" ? "" : `-${edition}`}`,
  });
  return {
    name,
    version: epoch === undefined ? built : `${epoch}:${built}`,
    purl: where,
    license: license || undefined,
    file: path,
  };
}
