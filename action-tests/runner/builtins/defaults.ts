import type { Builtins } from "../types.ts";
import { downloadArtifact, uploadArtifact } from "./artifacts.ts";
import { cache, restoreCache, saveCache } from "./cache.ts";
import { checkout } from "./checkout.ts";
import { setupNode } from "./setup-node.ts";

/** The actions that nearly every workflow uses and whose code cannot be fetched here. */
export const defaultBuiltins: Builtins = {
  "actions/checkout": checkout,
  "actions/setup-node": setupNode,
  "actions/upload-artifact": uploadArtifact,
  "actions/download-artifact": downloadArtifact,
  "actions/cache": cache,
  "actions/cache/restore": restoreCache,
  "actions/cache/save": saveCache,
};
