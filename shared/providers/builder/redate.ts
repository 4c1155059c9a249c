import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { FILE_TIME } from "./file-time.ts";
import { blobPath, storeJson } from "./store-json.ts";

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

const descriptor = z.looseObject({ mediaType: z.string(), digest: z.string(), size: z.number() });
type Described = z.infer<typeof descriptor>;
const index = z.looseObject({ manifests: z.array(descriptor) });
const manifest = z.looseObject({ config: descriptor });
const config = z.looseObject({
  created: z.string().nullish(),
  history: z.array(z.looseObject({ created: z.string().nullish() })).nullish(),
});

/**
 * Lets an image in a layout be created at `epoch`, in seconds, where its builder wrote `FILE_TIME`: that is the time that
 * people see. Only small files are written anew, layers stay.
 */
export async function redate(layout: string, epoch: number): Promise<void> {
  const [from, to] = [iso(FILE_TIME), iso(epoch)];
  const read = async (digest: string): Promise<unknown> => JSON.parse(await readFile(blobPath(layout, digest), "utf8"));
  const store = async (old: Described, value: unknown): Promise<Described> => ({
    ...old,
    ...(await storeJson(layout, value)),
  });
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
      ...(history ? { history: history.map((one) => (one.created === from ? { ...one, created: to } : one)) } : {}),
    });
    return store(old, { ...single.data, config: dated });
  };
  const each = (all: readonly Described[]): Promise<Described[]> => Promise.all(all.map(image));

  const file = join(layout, "index.json");
  const top = index.parse(JSON.parse(await readFile(file, "utf8")));
  // Its annotations are the exporter's own, with the time that was.
  const manifests = (await each(top.manifests)).map((one) => ({ ...one, annotations: undefined }));
  await writeFile(file, JSON.stringify({ ...top, manifests }));
}
