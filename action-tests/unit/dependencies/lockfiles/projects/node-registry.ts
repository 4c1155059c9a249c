import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { TAR_END, tarFile } from "../../../../../shared/tar/write-tar.ts";

type Needs = Readonly<Record<string, string>>;

export interface NodePackage {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Needs;
  readonly optionalDependencies?: Needs;
  readonly peerDependencies?: Needs;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional: boolean }>>;
  readonly os?: readonly string[];
  readonly bundleDependencies?: readonly string[];
  readonly scripts?: Needs;
}

/** An archive as npm makes it. `inside`: packages that come in its `node_modules`. */
export function archiveOf(manifest: NodePackage, inside: readonly NodePackage[] = []): Buffer {
  const entries = [manifest, ...inside].flatMap((one, index) => [
    ...tarFile(
      `package/${index === 0 ? "" : `node_modules/${one.name}/`}package.json`,
      Buffer.from(JSON.stringify(one)),
    ),
  ]);
  return gzipSync(Buffer.concat([...entries, TAR_END]));
}

/** Answers from the folder `registry` beside it, on a port of its own that it writes into `port`, until its parent is gone. */
const SERVER = `
import { createServer } from "node:http";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
const server = createServer(({ url, headers }, response) => {
  const path = decodeURIComponent(new URL(url, "http://x").pathname).slice(1);
  try {
    const file = new URL("registry/" + (path.endsWith(".tgz") ? path : path.replace("/", "%2f") + ".json").replace("%", "%25"), import.meta.url);
    const content = readFileSync(file);
    const isText = !path.endsWith(".tgz");
    response.writeHead(200, { "content-type": isText ? "application/json" : "application/octet-stream" });
    response.end(isText ? content.toString().replaceAll("http://registry", "http://" + headers.host) : content);
  } catch {
    response.writeHead(404, { "content-type": "application/json" }).end('{"error":"Not found"}');
  }
});
server.listen(0, "127.0.0.1", () => {
  writeFileSync(new URL("port.new", import.meta.url), String(server.address().port));
  renameSync(new URL("port.new", import.meta.url), new URL("port", import.meta.url));
});
setInterval(() => { if (process.ppid === 1) process.exit(); }, 1000).unref();
`;

/** Files of a registry, and of the server that shows it. */
export function registryOf(
  packages: readonly NodePackage[],
  inside: Readonly<Record<string, readonly NodePackage[]>>,
): Readonly<Record<string, string | Buffer>> {
  const files: Record<string, string | Buffer> = { "serve.mjs": SERVER };
  for (const [name, all] of Map.groupBy(packages, (one) => one.name)) {
    const versions = all.map((one) => {
      const archive = archiveOf(one, inside[name]);
      const file = `archives/${name.replace("/", "-")}-${one.version}.tgz`;
      files[`registry/${file}`] = archive;
      const integrity = `sha512-${createHash("sha512").update(archive).digest("base64")}`;
      const shasum = createHash("sha1").update(archive).digest("hex");
      return [one.version, { ...one, dist: { tarball: `http://registry/${file}`, integrity, shasum } }] as const;
    });
    files[`registry/${name.replace("/", "%2f")}.json`] = JSON.stringify({
      name,
      "dist-tags": { latest: all.at(-1)?.version },
      versions: Object.fromEntries(versions),
      time: Object.fromEntries(versions.map(([version]) => [version, "2026-01-01T00:00:00.000Z"])),
    });
  }
  return files;
}

/** Runs the script while the registry can be asked at `$URL`. */
export const whileServed = (script: string): string =>
  [
    `"${process.execPath}" ../serve.mjs & server=$!`,
    "trap 'kill $server' EXIT",
    'tries=0; while [ ! -s ../port ]; do tries=$((tries + 1)); [ "$tries" -lt 200 ]; sleep 0.05; done',
    'URL="http://127.0.0.1:$(cat ../port)"',
    script,
  ].join("\n");
