import * as z from "zod";
import { purlOf } from "../../dependencies/purl.ts";
import { parseJson } from "../../domain/json.ts";
import type { ReadPackages } from "./types.ts";

const Manifest = z.object({
  name: z.string().regex(/^(?:@[\w.~-]+\/)?[\w.~-]+$/),
  version: z.string().min(1).max(200),
  license: z.string().optional().catch(undefined),
});

/** Of an installed package itself, not of a folder inside it. */
export const isNodePackage = (path: string): boolean =>
  /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(path);

export const readNodePackage: ReadPackages = (path, text) => {
  const parsed = Manifest.safeParse(parseJson(text));
  if (!parsed.success) return [];
  const { name, version, license } = parsed.data;
  return [{ name, version, purl: purlOf("npm", name, version), license, file: path }];
};
