import { constants } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import * as z from "zod";
import { sha256Of } from "../../../domain/digest.ts";
import { parseJson } from "../../../domain/json.ts";
import { keepIn } from "../../files/keep.ts";
import type { Download } from "./mirror.ts";

const MOST_BYTES = 16 * 1024 * 1024;
/** Never the root, in whatever case: some file systems would take it for the one that is trusted. */
const METADATA = /^(?!root\.)[\w%-][\w%.-]{0,100}\.json$/i;

const Kept = z.object({
  roots: z.record(z.string().regex(/^\d{1,9}$/), z.string()),
  metadata: z.record(z.string().regex(METADATA), z.string()),
  target: z.string(),
});

/** What a repository said when it was last asked. It is proven anew whenever it is read: whoever can write it gains nothing. */
export type Kept = z.infer<typeof Kept>;

/** Whether a file of metadata may be kept under its name. */
export const isKept = (name: string): boolean => METADATA.test(name);

const nameOf = (mirror: string): string => `${sha256Of(mirror).slice("sha256:".length)}.json`;

/** One file for one mirror, so that what belongs together is replaced together; undefined when there is none of use. */
export async function readKept(folder: string, mirror: string): Promise<Kept | undefined> {
  // Neither a link nor a pipe that nobody writes to.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(`${folder}/${nameOf(mirror)}`, flags).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const about = await file.stat();
    if (!about.isFile() || about.size > MOST_BYTES) return undefined;
    const bytes = Buffer.alloc(about.size);
    const { bytesRead } = await file.read(bytes, 0, about.size, 0);
    return Kept.safeParse(parseJson(bytes.subarray(0, bytesRead).toString())).data;
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}

export async function writeKept(folder: string, mirror: string, kept: Kept): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await keepIn(folder)(nameOf(mirror), JSON.stringify(kept));
}

/** The same files that a mirror has, without asking it. */
export const fromKept =
  ({ roots, metadata, target }: Kept): Download =>
  (path) => {
    const root = /^(\d+)\.root\.json$/.exec(path)?.[1];
    const text =
      root === undefined
        ? path.startsWith("targets/")
          ? target
          : (metadata[path] ?? metadata[path.replace(/^\d+\./, "")])
        : roots[root];
    return Promise.resolve(text === undefined ? undefined : Buffer.from(text));
  };
