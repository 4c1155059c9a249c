import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { inflateRawSync } from "node:zlib";
import tar from "tar-stream";
import type { Reply, Route } from "../routes.ts";
import { liveDeployment, type World } from "./world.ts";

export type SiteFiles = ReadonlyMap<string, Buffer>;

/** The one file of a zip, found by its central directory as unpackers do. */
const unzip = (zip: Buffer): Buffer => {
  const end = zip.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  if (end < 0 || zip.readUInt16LE(end + 10) !== 1) throw new Error("the artifact is not a zip of one file");
  const entry = zip.readUInt32LE(end + 16);
  if (zip.readUInt32LE(entry) !== 0x02014b50) throw new Error("the zip has no directory");
  const packed = zip.readUInt32LE(entry + 20);
  const name = zip.subarray(entry + 46, entry + 46 + zip.readUInt16LE(entry + 28)).toString("utf8");
  if (name !== "artifact.tar") throw new Error(`the artifact holds ${name}`);
  const local = zip.readUInt32LE(entry + 42);
  const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  return inflateRawSync(zip.subarray(from, from + packed));
};

/** Files of an artifact's tar by path. Pages takes files and folders only. */
export const unpack = async (zip: Buffer): Promise<SiteFiles> => {
  const files = new Map<string, Buffer>();
  const extract = tar.extract();
  extract.on("entry", (header, stream, next) => {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk) => chunks.push(chunk as Buffer));
    stream.on("end", () => {
      if (header.type === "file") files.set(header.name.replace(/^\.\//, ""), Buffer.concat(chunks));
      else if (header.type !== "directory") throw new Error(`${header.name} is a ${header.type}`);
      next();
    });
  });
  await pipeline(Readable.from([unzip(zip)]), extract);
  return files;
};

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  json: "application/json",
  css: "text/css",
  js: "text/javascript",
};

/** The site as visitors see it: that of the last deployment that succeeded. */
export const servedRoutes = (world: World): readonly Route[] => {
  const unpacked = new Map<number, Promise<SiteFiles>>();
  const live = async (): Promise<SiteFiles> => {
    const deployment = liveDeployment(world);
    const artifact = world.artifacts.find(({ id }) => id === deployment?.artifact);
    if (artifact?.content === undefined) return new Map();
    const files = unpacked.get(artifact.id) ?? unpack(artifact.content);
    unpacked.set(artifact.id, files);
    return files;
  };
  const serve = async (path: string): Promise<Reply> => {
    const files = await live();
    const name = [path, `${path}.html`, `${path}${path === "" || path.endsWith("/") ? "" : "/"}index.html`].find(
      (wanted) => files.has(wanted),
    );
    const type = TYPES[name?.split(".").at(-1) ?? ""] ?? "application/octet-stream";
    const content = files.get(name ?? "");
    return content === undefined
      ? { status: 404, raw: "<h1>404</h1>", headers: { "content-type": "text/html" } }
      : { status: 200, raw: content, headers: { "content-type": type, "cache-control": "max-age=600" } };
  };
  return [
    { method: "GET", path: "/site/*path", described: false, handler: ({ params }) => serve(params["path"] ?? "") },
  ];
};
