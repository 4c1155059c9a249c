import type { ImageLayout, StoredManifest } from "../../shared/ports/registry.ts";

/** What the registry's client pushes where everything below `top` is there already. */
export const layoutOfStored = (
  top: Pick<StoredManifest, "descriptor" | "bytes">,
  others: readonly StoredManifest[] = [],
): ImageLayout => ({
  folder: "",
  top: top.descriptor,
  images: () => Promise.resolve([]),
  read: ({ digest }) => {
    const found = [top, ...others].find((one) => one.descriptor.digest === digest);
    return found === undefined
      ? Promise.reject(new Error(`${digest} is not part of it`))
      : Promise.resolve(found.bytes);
  },
  entries: () => {
    throw new Error("it has no files");
  },
  unpackedSize: () => Promise.resolve(0),
});
