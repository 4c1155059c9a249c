import * as z from "zod";

/** What a packed site begins and ends with: files below `site/`, and after them what they are. */
export const FOLDER = "site/";
export const MANIFEST = "slipway-site.json";

/** Bytes; hosts take no more. */
export const MOST = {
  archive: 1_300_000_000,
  file: 100 * 1024 * 1024,
  site: 1_000_000_000,
  files: 200_000,
  manifest: 48 * 1024 * 1024,
};

/** The manifest, which is hostile until it was compared with what came before it. */
export const Manifest = z.strictObject({
  schema: z.literal(1),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  basePath: z
    .string()
    .regex(/^\/(?:[\w.~!$&'()*+,;=:@%-]+\/)*$/)
    .max(1_024),
  /** Path to hex sha256. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
  /** Page to the file of the repository that it was made from. */
  pageSources: z.record(z.string(), z.string()).optional(),
});
