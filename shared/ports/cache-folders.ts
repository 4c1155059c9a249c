/** What a cache folder leads to: bytes that were hashed. */
export interface CacheManifest {
  /** `sha256:<hex>` */
  readonly digest: string;
  readonly bytes: Uint8Array;
}

/**
 * Layers that a machine keeps between builds, for each place one folder after the other: what is there is never written to, so
 * that builds at the same time do not disturb each other. A place is an absolute path.
 */
export interface CacheFolders {
  /** The newest folder of a place, which nobody removes before `close`; undefined when there is none. */
  readonly newest: (place: string) => Promise<string | undefined>;
  /** A path to make a folder at, which goes away unless it is published. */
  readonly fresh: (place: string) => string;
  /** Such a folder, with the layers of `from` in it already. */
  readonly draft: (place: string, from: string | undefined) => Promise<string>;
  /** Makes a draft the newest folder of its place, without layers that it does not lead to; undefined when nothing is in it. */
  readonly publish: (place: string, draft: string) => Promise<string | undefined>;
  /** What a folder leads to, once all of it was hashed; undefined when something is missing or was changed. */
  readonly manifest: (folder: string) => Promise<CacheManifest | undefined>;
  /** Lets a draft lead to another manifest over the same layers. */
  readonly replace: (draft: string, manifest: Uint8Array) => Promise<void>;
  /** Gives back what was held, and removes what nobody holds: older folders of a place, and the oldest of all beyond a size and an age. */
  readonly close: () => Promise<void>;
}
