import type { SitePacker } from "../../ports/site.ts";
import { packSite } from "./pack.ts";
import { unpackSite } from "./unpack.ts";

/** Sites as single files that pass from a run without rights to one that has them. */
export const createSitePacker = (signal?: AbortSignal): SitePacker => ({
  pack: (files, about, archive) => packSite(files, about, archive, signal),
  unpack: (archive, folder) => unpackSite(archive, folder, signal),
});
