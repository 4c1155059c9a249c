import { fileTree } from "../images/tree.ts";
import type { Descriptor, LayerEntry, PlatformImage } from "../ports/registry.ts";
import { isApk, readApk } from "./packages/alpine.ts";
import { isDpkg, readDpkg } from "./packages/debian.ts";
import { isNodePackage, readNodePackage } from "./packages/node.ts";
import { isPythonPackage, readPythonPackage } from "./packages/python.ts";
import { readRpmDatabase, type RpmDatabase, rpmDatabaseAt, rpmPackage, unreadRpm } from "./packages/rpm/database.ts";
import type { Distribution, ImagePackage, ReadPackages } from "./packages/types.ts";

/** What an image has installed. */
export interface Inventory {
  readonly distribution: Distribution;
  /** Each once, in the order of their package URLs. */
  readonly packages: readonly ImagePackage[];
  /** What is in the image and was not read, and why. */
  readonly notes: readonly string[];
}

const READERS: readonly (readonly [knows: (path: string) => boolean, read: ReadPackages])[] = [
  [isDpkg, readDpkg],
  [isApk, readApk],
  [isNodePackage, readNodePackage],
  [isPythonPackage, readPythonPackage],
];

const OS_RELEASE = /^(?:etc|usr\/lib)\/os-release$/;
/** Bytes of one file; dpkg's database of a desktop has about five million, RPM's has the names of all files as well. */
const MOST = { text: 32 * 1024 * 1024, rpm: 192 * 1024 * 1024 };

const isRead = (path: string): boolean => OS_RELEASE.test(path) || READERS.some(([knows]) => knows(path));

/** Collects what an image's layers leave behind: offer it every entry of every layer, from the base up. */
export interface Collector {
  /** Reads the entry's content when it is one that counts. True when it did: then the content is used up. */
  readonly offer: (entry: LayerEntry) => Promise<boolean>;
  readonly finish: () => Inventory;
}

export function collector(): Collector {
  const files = fileTree<string | RpmDatabase>();
  const unread = new Set<string>();
  return {
    async offer(entry) {
      const { path, type, deletes, size } = entry;
      if (deletes === "folder") files.clear(path);
      else if (deletes === "path") files.remove(path);
      if (deletes !== undefined) return false;
      if (type !== "directory") files.remove(path);
      const rpm = rpmDatabaseAt(path);
      if (type !== "file" || (rpm === undefined && !isRead(path))) return false;
      if (rpm === "berkeley" || rpm === "changes") {
        files.put(path, unreadRpm(rpm, size));
        return false;
      }
      const most = rpm === undefined ? MOST.text : MOST.rpm;
      if (size > most) {
        unread.add(`${path}: larger than ${most / 1024 / 1024} MiB, so it was not read`);
        return false;
      }
      const bytes = await bytesOf(entry.content);
      files.put(path, rpm === undefined ? bytes.toString() : readRpmDatabase(rpm, bytes));
      return true;
    },
    finish: () => inventory(files.entries(), [...unread]),
  };
}

/** Reads all layers; `entries` is the layout's. */
export async function readInventory(
  { layers }: Pick<PlatformImage, "layers">,
  entries: (layer: Descriptor) => AsyncIterable<LayerEntry>,
): Promise<Inventory> {
  const collected = collector();
  for (const { descriptor } of layers) {
    for await (const entry of entries(descriptor)) await collected.offer(entry);
  }
  return collected.finish();
}

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function inventory(
  files: readonly (readonly [path: string, found: string | RpmDatabase])[],
  unread: readonly string[],
): Inventory {
  const release = files.flatMap(([path, found]) => (OS_RELEASE.test(path) && typeof found === "string" ? [found] : []));
  const distribution = distributionOf(release.at(-1) ?? "");
  const packages = new Map<string, ImagePackage>();
  for (const [path, found] of files) {
    for (const each of packagesIn(path, found, distribution)) {
      if (!packages.has(each.purl)) packages.set(each.purl, each);
    }
  }
  const troubles = files.flatMap(([path, found]) =>
    typeof found === "object" && "trouble" in found ? [`${path}: ${found.trouble}`] : [],
  );
  const sorted = [...packages.values()].toSorted((one, other) => (one.purl < other.purl ? -1 : 1));
  return { distribution, packages: sorted, notes: [...unread, ...troubles].toSorted() };
}

function packagesIn(path: string, found: string | RpmDatabase, distribution: Distribution): readonly ImagePackage[] {
  if (typeof found === "string") {
    return READERS.find(([knows]) => knows(path))?.[1](path, found, distribution) ?? [];
  }
  return "packages" in found ? found.packages.map((each) => rpmPackage(each, path, distribution)) : [];
}

function distributionOf(release: string): Distribution {
  const value = (name: string): string =>
    new RegExp(`^${name}=(["']?)([\\w.-]*)\\1[ \\t]*$`, "m").exec(release)?.[2] ?? "";
  return { id: value("ID").toLowerCase(), version: value("VERSION_ID") };
}
