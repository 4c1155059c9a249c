import type { Incoming, Reply, Route } from "../routes.ts";
import { door, tokenReply } from "./door.ts";
import { referrersReply, tagsReply } from "./lists.ts";
import { manifestReply } from "./manifests.ts";
import { refused } from "./refusal.ts";
import { openUpload, uploadReply } from "./uploads.ts";
import { repositoryAt, type World } from "./world.ts";

const SHAPES = {
  manifest: /^([a-z0-9._/-]+)\/manifests\/([^/]+)$/,
  upload: /^([a-z0-9._/-]+)\/blobs\/uploads\/([^/]*)$/,
  blob: /^([a-z0-9._/-]+)\/blobs\/(sha256:[0-9a-f]{64})$/,
  tags: /^([a-z0-9._/-]+)\/tags\/list$/,
  referrers: /^([a-z0-9._/-]+)\/referrers\/([^/]+)$/,
};

const notFound = () => refused(404, "NAME_UNKNOWN", "repository name not known to registry");

const blobReply = (world: World, path: string, digest: string, { method }: Incoming): Reply => {
  const { blobs } = repositoryAt(world, path);
  const bytes = blobs.has(digest) ? world.blobs.get(digest) : undefined;
  if (bytes === undefined) return refused(404, "BLOB_UNKNOWN", "blob unknown to registry", { detail: { digest } });
  if (method === "DELETE") return blobs.delete(digest) ? { status: 202 } : notFound();
  if (world.options.redirects === true && method === "GET") {
    // The same server by another name: another origin for whoever carries credentials.
    const storage = world.url.replace("127.0.0.1", "localhost");
    return { status: 307, headers: { location: `${storage}/storage/${digest}?signature=x` } };
  }
  const headers = { "content-type": "application/octet-stream", "docker-content-digest": digest };
  return { status: 200, raw: bytes, headers };
};

const dispatch = (world: World, rest: string, request: Incoming): Reply => {
  const { method } = request;
  const writes = method === "GET" || method === "HEAD" ? "pull" : method === "DELETE" ? "delete" : "push";
  const pass = (path: string, reply: () => Reply): Reply =>
    door(world, request, path, writes === "pull" ? ["pull"] : [writes]) ?? reply();
  if (rest === "") return door(world, request, "", []) ?? { status: 200, body: {} };
  for (const [kind, shape] of Object.entries(SHAPES)) {
    const [, path = "", what = ""] = shape.exec(rest) ?? [];
    if (path === "") continue;
    if (kind === "manifest") return pass(path, () => manifestReply(world, path, what, request));
    if (kind === "blob") return pass(path, () => blobReply(world, path, what, request));
    if (kind === "tags") return pass(path, () => tagsReply(world, path, request));
    if (kind === "referrers") return pass(path, () => referrersReply(world, path, what, request));
    if (what === "" && method === "POST") return pass(path, () => openUpload(world, path, request));
    return pass(path, () => uploadReply(world, path, what, request));
  }
  return notFound();
};

const storageReply = (world: World, digest: string, { headers, query }: Incoming): Reply => {
  // As storage with signed addresses does it: one kind of credential only.
  if (headers["authorization"] !== undefined || query.get("signature") === null)
    return { status: 400, raw: "<Error><Code>InvalidArgument</Code></Error>" };
  const bytes = world.blobs.get(digest);
  return bytes === undefined ? { status: 404 } : { status: 200, raw: bytes };
};

export const registryRoutes = (world: World): readonly Route[] => [
  { method: "GET", path: "/token", handler: (request) => tokenReply(world, request) },
  {
    method: "GET",
    path: "/storage/:digest",
    handler: (request) => storageReply(world, request.params["digest"] ?? "", request),
  },
  ...["GET", "POST", "PUT", "PATCH", "DELETE"].map((method) => ({
    method,
    path: "/v2/*rest",
    handler: (request: Incoming) => dispatch(world, request.params["rest"] ?? "", request),
  })),
];
