import type { Incoming, Reply } from "../routes.ts";
import { parsed } from "./manifests.ts";
import { repositoryAt, type World } from "./world.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";

export const tagsReply = (world: World, path: string, { query }: Incoming): Reply => {
  const all = [...repositoryAt(world, path).tags.keys()].toSorted();
  const last = query.get("last") ?? "";
  const most = Math.min(Number(query.get("n") ?? 1000), world.options.page ?? 1000);
  const rest = all.filter((tag) => tag > last);
  const tags = rest.slice(0, most);
  const next = `</v2/${path}/tags/list?last=${encodeURIComponent(tags.at(-1) ?? "")}&n=${most}>; rel="next"`;
  return { status: 200, body: { name: path, tags }, ...(rest.length > tags.length ? { headers: { link: next } } : {}) };
};

/** What names a manifest as its subject. */
export const referrersReply = (world: World, path: string, digest: string, { query }: Incoming): Reply => {
  // Registries without the API do not know the address at all.
  if (world.options.referrers !== true) return { status: 404, raw: "404 page not found\n" };
  const all = [...repositoryAt(world, path).manifests].flatMap(([own, { mediaType, bytes }]) => {
    const { subject, artifactType, config, annotations } = parsed(bytes);
    if (subject?.digest !== digest) return [];
    const type = artifactType ?? config?.mediaType;
    return [{ mediaType, digest: own, size: bytes.length, artifactType: type, annotations }];
  });
  const start = Number(query.get("start") ?? 0);
  const most = world.options.page ?? 1000;
  const manifests = all.slice(start, start + most);
  const next = `</v2/${path}/referrers/${digest}?start=${start + most}>; rel="next"`;
  return {
    status: 200,
    raw: JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }),
    headers: { "content-type": INDEX, ...(all.length > start + most ? { link: next } : {}) },
  };
};
