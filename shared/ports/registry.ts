import type { Secret } from "../action/secret.ts";

export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string | undefined;
}

/** What a manifest or an index says of one thing that it holds. */
export interface Descriptor {
  readonly mediaType: string;
  /** `sha256:<hex>` */
  readonly digest: string;
  /** Bytes, compressed where it is a layer. */
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly artifactType?: string | undefined;
  readonly platform?: Platform | undefined;
}

/** One image for one platform, or an artifact that is kept like one. */
export interface ImageManifest {
  readonly kind: "manifest";
  readonly mediaType: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly artifactType?: string | undefined;
  readonly subject?: Descriptor | undefined;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A list of manifests: one per platform. */
export interface ImageIndex {
  readonly kind: "index";
  readonly mediaType: string;
  readonly manifests: readonly Descriptor[];
  readonly artifactType?: string | undefined;
  readonly subject?: Descriptor | undefined;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A manifest or index as it is stored: `bytes` hash to `descriptor.digest`, always. */
export interface StoredManifest {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
  readonly content: ImageManifest | ImageIndex;
}

/** What an image's configuration says, as far as we use it. All text in it is hostile. */
export interface ImageConfig {
  readonly platform: Platform;
  /** RFC 3339. */
  readonly created: string | undefined;
  readonly env: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly user: string | undefined;
  readonly exposedPorts: readonly string[];
  /** Digests of the unpacked layers, from the base up. */
  readonly diffIds: readonly string[];
  /** What made the layers; those with `empty` made none. */
  readonly history: readonly { readonly createdBy: string; readonly empty: boolean }[];
}

export interface ImageLayer {
  readonly descriptor: Descriptor;
  /** Digest of the unpacked layer, where the configuration tells it. */
  readonly diffId: string | undefined;
  /** The instruction that made it, where the history tells it; hostile text. */
  readonly createdBy: string | undefined;
}

/** One platform of an image, read to the bottom but for the layers' content. */
export interface PlatformImage {
  readonly manifest: StoredManifest;
  readonly platform: Platform;
  readonly config: ImageConfig;
  /** From the base up. */
  readonly layers: readonly ImageLayer[];
}

/** One entry of a layer's tar. Paths are hostile text: relative, without `.` and `..` parts, `/` between them. */
export interface LayerEntry {
  readonly path: string;
  readonly type: "file" | "directory" | "symlink" | "hardlink" | "other";
  /** Bytes of the content; 0 for all but files. */
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  /** Where a link leads, as it is written there. */
  readonly target: string | undefined;
  /** It deletes: the path of that name from lower layers, or all that lower layers have in the folder `path`. */
  readonly deletes?: "path" | "folder" | undefined;
  /** The content in pieces. Read it before asking for the next entry; what is not read is passed over. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** An OCI image layout: a folder with `index.json` and `blobs/`. All reads verify digests. Errors are SLIP-IMAGE-BUILD. */
export interface ImageLayout {
  readonly folder: string;
  /** The image: what `index.json` names, an index or a single manifest. Its digest is what gets pushed. */
  readonly top: Descriptor;
  /** One per platform, in the index's order; attestations inside the index are left out. */
  readonly images: () => Promise<readonly PlatformImage[]>;
  /** A manifest, index, configuration or other small blob (at most 16 MiB). */
  readonly read: (descriptor: Descriptor) => Promise<Uint8Array>;
  /** A layer's tar entries in their order: gzip, zstd or plain. */
  readonly entries: (layer: Descriptor) => AsyncIterable<LayerEntry>;
  /** Bytes of the layer's tar once decompressed. */
  readonly unpackedSize: (layer: Descriptor) => Promise<number>;
}

export type OpenLayout = (folder: string, signal: AbortSignal) => Promise<ImageLayout>;

/** Name and password or token for one registry. */
export interface RegistryLogin {
  readonly username: string;
  readonly password: Secret;
  /** From when on it is to be asked for anew, on the clock's own scale; undefined: it does not expire. */
  readonly until?: number | undefined;
}

export interface Pushed {
  /** Of the layout's top: what the registry now holds under this digest, verified. */
  readonly digest: string;
  /** Nothing at all had to be sent: the registry had the image before. */
  readonly unchanged: boolean;
  readonly blobs: { readonly sent: number; readonly mounted: number; readonly present: number };
  /** Of what had to be sent. */
  readonly bytes: number;
}

export interface Tagged {
  readonly tag: string;
  /** Digest that the tag named before; undefined when it is new. */
  readonly before: string | undefined;
}

/** Something that belongs to an image: provenance, SBOM, signature. */
export interface Artifact {
  /** Media type of the whole, by which it is found: `application/vnd.dev.sigstore.bundle.v0.3+json`. */
  readonly artifactType: string;
  readonly layers: readonly {
    readonly mediaType: string;
    readonly bytes: Uint8Array;
    readonly annotations?: Readonly<Record<string, string>>;
  }[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * Image registries, all through one client. References are texts as people write them: `ghcr.io/acme/shop:main`,
 * `ghcr.io/acme/shop@sha256:…`, `alpine`; `repository` is one without tag and digest. Errors are SLIP-REGISTRY-…, or
 * SLIP-INPUT-INVALID for a reference that is none. Content was hashed: no registry is taken at its word for it.
 */
export interface Registry {
  /** The manifest or index that a tag or digest names; undefined when there is none (or no such repository). */
  readonly manifest: (reference: string) => Promise<StoredManifest | undefined>;
  /**
   * The digest alone, as the registry tells it to a HEAD request, which counts towards no limit of pulls; where it tells
   * none, or where it must be certain (`manifest`), the manifest is read and hashed.
   */
  readonly resolve: (reference: string) => Promise<Descriptor | undefined>;
  /** The platforms of an image with their configurations, without pulling layers; undefined when there is none. */
  readonly images: (reference: string) => Promise<readonly PlatformImage[] | undefined>;
  /** `most`: bytes; beyond it is an error. */
  readonly blob: (repository: string, descriptor: Descriptor, most?: number) => Promise<Uint8Array>;
  /** Brings the image there, by digest. Moves no tag. `from`: repositories of the same registry that may have its blobs. */
  readonly push: (layout: ImageLayout, repository: string, options?: { from?: readonly string[] }) => Promise<Pushed>;
  /**
   * Lets tags name a digest that is there, one after the other in this order, and looks whether they do. `keep`: tags
   * that must never move once they name another digest, such as those of a version: SLIP-REGISTRY-MISMATCH, before any
   * tag is moved.
   */
  readonly tag: (
    repository: string,
    digest: string,
    tags: readonly string[],
    options?: { keep?: readonly string[] },
  ) => Promise<readonly Tagged[]>;
  /**
   * Puts an artifact beside an image, found by `referrers`. The same artifact twice is one. Attached at the
   * same time, those of one image are written together, which spares waiting where there is no referrers API.
   */
  readonly attach: (repository: string, subject: Descriptor, artifact: Artifact) => Promise<Descriptor>;
  /** What belongs to a manifest; by the referrers API, or by the tag that stands in for it. */
  readonly referrers: (repository: string, digest: string, artifactType?: string) => Promise<readonly Descriptor[]>;
  readonly tags: (repository: string) => Promise<readonly string[]>;
  /** Deletes a tag, or a manifest by digest. `unsupported`: the registry does not delete this way (ghcr.io). */
  readonly remove: (reference: string) => Promise<"deleted" | "absent" | "unsupported">;
}
