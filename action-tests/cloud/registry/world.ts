import { createHash } from "node:crypto";
import type { RegistryEmulatorOptions } from "./options.ts";

export interface HeldManifest {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export interface Repository {
  readonly manifests: Map<string, HeldManifest>;
  readonly tags: Map<string, string>;
  /** Digests of the blobs that this repository can see. */
  readonly blobs: Set<string>;
}

export interface UploadState {
  readonly path: string;
  bytes: Buffer;
  /** Its connection was cut where such uploads are lost. */
  lost: boolean;
}

export interface Token {
  readonly user: string | undefined;
  /** Actions by repository. */
  readonly access: ReadonlyMap<string, ReadonlySet<string>>;
  readonly until: number;
}

export interface World {
  readonly options: RegistryEmulatorOptions;
  readonly repositories: Map<string, Repository>;
  readonly blobs: Map<string, Buffer>;
  readonly uploads: Map<string, UploadState>;
  readonly tokens: Map<string, Token>;
  readonly now: () => number;
  readonly effects: Record<string, number>;
  url: string;
}

export const digestOf = (bytes: Uint8Array): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

export const count = (world: World, what: string): void => {
  world.effects[what] = (world.effects[what] ?? 0) + 1;
};

export const repositoryAt = (world: World, path: string): Repository => {
  const repository = world.repositories.get(path) ?? {
    manifests: new Map(),
    tags: new Map(),
    blobs: new Set<string>(),
  };
  world.repositories.set(path, repository);
  return repository;
};
