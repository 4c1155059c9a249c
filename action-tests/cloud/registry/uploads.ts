import { randomUUID } from "node:crypto";
import type { Incoming, Reply } from "../routes.ts";
import { refused } from "./refusal.ts";
import { count, digestOf, repositoryAt, type UploadState, type World } from "./world.ts";

const unknown = () => refused(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");

const rangeOf = ({ bytes }: UploadState): string => `0-${Math.max(0, bytes.length - 1)}`;

const going = (id: string, upload: UploadState, status: number): Reply => ({
  status,
  headers: {
    location: `/v2/${upload.path}/blobs/uploads/${id}?_state=${upload.bytes.length}`,
    range: rangeOf(upload),
    "docker-upload-uuid": id,
  },
});

export const openUpload = (world: World, path: string, { query }: Incoming): Reply => {
  const mount = query.get("mount");
  const from = query.get("from");
  if (mount !== null && from !== null && world.repositories.get(from)?.blobs.has(mount) === true) {
    repositoryAt(world, path).blobs.add(mount);
    count(world, "blobs mounted");
    return { status: 201, headers: { location: `/v2/${path}/blobs/${mount}`, "docker-content-digest": mount } };
  }
  const id = randomUUID();
  const upload: UploadState = { path, bytes: Buffer.alloc(0), lost: false };
  world.uploads.set(id, upload);
  count(world, "uploads opened");
  return going(id, upload, 202);
};

/** Takes what came, where it fits to what is there. */
const append = (world: World, upload: UploadState, { headers, raw, cut }: Incoming): Reply | undefined => {
  const { largestBody = Number.POSITIVE_INFINITY, resume = true } = world.options;
  if (raw.length > largestBody) return { status: 413, raw: "<html>Request Entity Too Large</html>" };
  const start = /^(\d+)-\d+$/.exec(headers["content-range"] ?? "")?.[1];
  if (start !== undefined && Number(start) !== upload.bytes.length) {
    return refused(416, "REQUESTED_RANGE_NOT_SATISFIABLE", "the range does not follow what is there", {
      headers: { range: rangeOf(upload) },
    });
  }
  upload.bytes = Buffer.concat([upload.bytes, raw]);
  if (cut === true && !resume) upload.lost = true;
  return undefined;
};

export const uploadReply = (world: World, path: string, id: string, request: Incoming): Reply => {
  const upload = world.uploads.get(id);
  if (upload === undefined || upload.path !== path) return unknown();
  if (upload.lost) {
    world.uploads.delete(id);
    return unknown();
  }
  const { method, query, raw, headers } = request;
  if (method === "GET") return going(id, upload, 204);
  if (method === "DELETE") {
    world.uploads.delete(id);
    return { status: 204 };
  }
  if (method === "PATCH") {
    const { largestPiece = Number.POSITIVE_INFINITY } = world.options;
    if (raw.length > largestPiece && headers["content-range"] !== undefined)
      return refused(416, "REQUESTED_RANGE_NOT_SATISFIABLE", "the request body is too large");
    return append(world, upload, request) ?? going(id, upload, 202);
  }
  const misfit = append(world, upload, request);
  if (misfit !== undefined || request.cut === true) return misfit ?? unknown();
  const digest = digestOf(upload.bytes);
  world.uploads.delete(id);
  if (query.get("digest") !== digest)
    return refused(400, "DIGEST_INVALID", "provided digest did not match uploaded content", { detail: { digest } });
  world.blobs.set(digest, upload.bytes);
  repositoryAt(world, path).blobs.add(digest);
  count(world, "blobs uploaded");
  return { status: 201, headers: { location: `/v2/${path}/blobs/${digest}`, "docker-content-digest": digest } };
};
