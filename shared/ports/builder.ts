import type { Secret } from "../action/secret.ts";

/** Where layers are kept between runs. */
export type CachePlace =
  | { readonly kind: "registry"; readonly reference: string }
  | { readonly kind: "gha"; readonly scope: string }
  | {
      readonly kind: "local";
      readonly folder: string;
      /** The manifest in it to begin with; the newest when absent. */
      readonly digest?: string | undefined;
    };

export interface BuildRequest {
  /** Folder of the context: every file in it belongs to it, there is nothing to leave out. */
  readonly context: string;
  /** Absolute path. */
  readonly dockerfile: string;
  readonly target: string | undefined;
  /** None: the builder's own. */
  readonly platforms: readonly string[];
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly secrets: ReadonlyMap<string, Secret>;
  /** Where base images are taken from instead: references with digest by what the Dockerfile calls them. */
  readonly instead: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Seconds since 1970: when the image was created. What is in it has an earlier time, the same for all images. */
  readonly epoch: number;
  readonly noCache: boolean;
  /** RUN has a network, or none at all. */
  readonly network: "default" | "none";
  readonly cacheFrom: readonly CachePlace[];
  /** A cache that cannot be written never fails the build. */
  readonly cacheTo: readonly CachePlace[];
  /** Folder, not there yet, that gets the OCI image layout. */
  readonly output: string;
  /** What the log calls it. */
  readonly label: string;
}

/** What a linter says of the Dockerfile. The text is the builder's. */
export interface LintFinding {
  readonly rule: string;
  readonly message: string;
  /** One-based. */
  readonly line: number | undefined;
}

export interface Built {
  /** The OCI image layout. */
  readonly folder: string;
  /** For people: `buildx 0.13.1 on BuildKit v0.13.2 (docker)`. */
  readonly builder: string;
  readonly steps: { readonly total: number; readonly cached: number };
  readonly findings: readonly LintFinding[];
  /** This builder reads and writes no cache but its own store. */
  readonly storeOnly?: boolean | undefined;
  /** Why the cache could not be kept; undefined when all went well. */
  readonly cacheTrouble: string | undefined;
  /** Digest of the manifest of the cache that was written; absent where none was, or the builder does not tell. */
  readonly cacheDigest?: string | undefined;
}

export interface Builder {
  readonly kind: "buildx" | "docker" | "buildah";
  /** For people, with versions. */
  readonly name: string;
  readonly severalPlatforms: boolean;
  /** Caches that it can write. */
  readonly caches: readonly CachePlace["kind"][];
  /** Whether it speaks to GitHub's cache service as that is today; asking may cost a process. Never rejects. */
  readonly speaksActionsCache: () => Promise<boolean>;
  /**
   * Errors are SLIP-IMAGE-BUILD with the step that failed and what to do about it, or SLIP-IMAGE-BASE where the registry of
   * a base image limits pulls or does not answer.
   */
  readonly build: (request: BuildRequest) => Promise<Built>;
  /** Runs an image of a layout, apart from the network and without privileges, until `test` is content. */
  readonly trial: (request: TrialRequest) => Promise<void>;
}

export interface TrialRequest {
  /** OCI image layout. */
  readonly layout: string;
  /** Digest of the platform's manifest in it. */
  readonly digest: string;
  readonly env: Readonly<Record<string, string>>;
  readonly test: Trial;
  /** Milliseconds for all of it. */
  readonly timeout: number;
  /** What the log and errors call it. */
  readonly label: string;
}

/** What an image has to do before it may get a tag that people deploy from. */
export type Trial =
  | { readonly kind: "http"; readonly path: string; readonly port: number; readonly statuses: readonly number[] }
  | { readonly kind: "exec"; readonly command: readonly string[] }
  | { readonly kind: "exit"; readonly code: number; readonly command: readonly string[] };
