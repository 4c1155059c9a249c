import { startServer } from "../server.ts";
import type { Emulator } from "../types.ts";
import type { RegistryEmulatorOptions } from "./options.ts";
import { registryRoutes } from "./routes.ts";
import { count, digestOf, repositoryAt, type World } from "./world.ts";

export interface RegistryEmulator extends Emulator {
  /** `127.0.0.1:<port>`: what stands before the first slash of a reference. */
  readonly host: string;
  /** Somebody else's push: stores the manifest and moves the tag to it. Answers its digest. */
  readonly moveTag: (path: string, tag: string, manifest: object) => string;
  /** Digest under a tag. */
  readonly tag: (path: string, tag: string) => string | undefined;
  /** What the repository holds under a digest, a manifest or a blob. */
  readonly bytes: (path: string, digest: string) => Buffer | undefined;
  /** The repository no longer has the blob, as after a collection of garbage. */
  readonly forgetBlob: (path: string, digest: string) => void;
  /** How often something was done, such as `blobs uploaded`. */
  readonly effects: () => Readonly<Record<string, number>>;
}

const dump = (world: World): unknown =>
  Object.fromEntries(
    [...world.repositories]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([path, { tags, manifests, blobs }]) => [
        path,
        {
          tags: Object.fromEntries([...tags].toSorted(([a], [b]) => a.localeCompare(b))),
          manifests: [...manifests.keys()].toSorted(),
          blobs: [...blobs].filter((digest) => world.blobs.has(digest)).toSorted(),
        },
      ]),
  );

/** An OCI registry on loopback, with its token service. */
export const startRegistryEmulator = async (options: RegistryEmulatorOptions = {}): Promise<RegistryEmulator> => {
  const world: World = {
    options,
    repositories: new Map(),
    blobs: new Map(),
    uploads: new Map(),
    tokens: new Map(),
    now: options.now ?? Date.now,
    effects: {},
    url: "",
  };
  const server = await startServer({
    routes: [...(options.routes ?? []), ...registryRoutes(world)],
    port: options.port,
  });
  world.url = server.url;
  return {
    ...server,
    host: new URL(server.url).host,
    moveTag: (path, tag, manifest) => {
      const bytes = Buffer.from(JSON.stringify(manifest));
      const digest = digestOf(bytes);
      const mediaType = "mediaType" in manifest ? String(manifest.mediaType) : "";
      const repository = repositoryAt(world, path);
      repository.manifests.set(digest, { mediaType, bytes });
      repository.tags.set(tag, digest);
      count(world, "tags moved by others");
      return digest;
    },
    tag: (path, tag) => world.repositories.get(path)?.tags.get(tag),
    bytes: (path, digest) => {
      const repository = world.repositories.get(path);
      const blob = repository?.blobs.has(digest) === true ? world.blobs.get(digest) : undefined;
      return repository?.manifests.get(digest)?.bytes ?? blob;
    },
    forgetBlob: (path, digest) => void repositoryAt(world, path).blobs.delete(digest),
    effects: () => ({ ...world.effects }),
    dump: () => dump(world),
  };
};
