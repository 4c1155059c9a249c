import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { FILE_TIME } from "./file-time.ts";
import { blobPath, storeJson } from "./store-json.ts";

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

const descriptor = z.looseObject({ mediaType: z.string(), digest: z.string(), size: z.number() });
type Described = z.infer<typeof descriptor>;
const index = z.looseObject({ manifests: z.array(descriptor) });
const manifest = z.looseObject({ config: descriptor, annotations: z.record(z.string(), z.string()).nullish() });
const entries = z.looseObject({ created: z.string().nullish(), comment: z.string().nullish() });
type Entry = z.infer<typeof entries>;
const config = z.looseObject({
  created: z.string().nullish(),
  history: z.array(entries).nullish(),
});

/** What a builder writes into an image that tells how it went about it, and is another one with a cache than without. */
export interface Traces {
  /** Names of annotations of the manifest. */
  readonly annotations: readonly string[];
  /** Comments in the history. */
  readonly comments: RegExp;
}

/**
 * Lets an image in a layout be created at `epoch`, in seconds, where its builder wrote `FILE_TIME`: that is the time that
 * people see. Traces go away. Only small files are written anew, layers stay.
 */
export async function redate(layout: string, epoch: number, traces?: Traces): Promise<void> {
  const [from, to] = [iso(FILE_TIME), iso(epoch)];
  const read = async (digest: string): Promise<unknown> => JSON.parse(await readFile(blobPath(layout, digest), "utf8"));
  const store = async (old: Described, value: unknown): Promise<Described> => ({
    ...old,
    ...(await storeJson(layout, value)),
  });
  const entry = (one: Entry): Entry => {
    const dated = one.created === from ? { ...one, created: to } : one;
    if (traces?.comments.test(dated.comment ?? "") !== true) return dated;
    const { comment: _, ...rest } = dated;
    return rest;
  };
  const image = async (old: Described): Promise<Described> => {
    const content = await read(old.digest);
    const list = index.safeParse(content);
    if (list.success) return store(old, { ...list.data, manifests: await each(list.data.manifests) });
    const single = manifest.safeParse(content);
    if (!single.success) return old;
    const parsed = config.safeParse(await read(single.data.config.digest));
    if (!parsed.success) return old;
    const { created, history } = parsed.data;
    const dated = await store(single.data.config, {
      ...parsed.data,
      ...(created === from ? { created: to } : {}),
      ...(history ? { history: history.map(entry) } : {}),
    });
    const { annotations, ...rest } = single.data;
    const kept = Object.entries(annotations ?? {}).filter(([name]) => traces?.annotations.includes(name) !== true);
    const notes = kept.length === 0 ? {} : { annotations: Object.fromEntries(kept) };
    return store(old, { ...rest, config: dated, ...notes });
  };
  const each = (all: readonly Described[]): Promise<Described[]> => Promise.all(all.map(image));

  const file = join(layout, "index.json");
  const top = index.parse(JSON.parse(await readFile(file, "utf8")));
  // Its annotations are the exporter's own, with the time that was.
  const manifests = (await each(top.manifests)).map((one) => ({ ...one, annotations: undefined }));
  await writeFile(file, JSON.stringify({ ...top, manifests }));
}
