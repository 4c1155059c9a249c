/**
 * A program that stands in for `docker buildx build` where no engine is: it writes an image layout of one layer, always the
 * same for the same labels, and prints progress as BuildKit does. It knows nothing else.
 */
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";

/** Puts it under the name `docker` into a folder that a test puts first into PATH. */
export function installFakeDocker(folder: string): void {
  const file = join(folder, "docker");
  writeFileSync(file, `#!/bin/sh\nexec ${process.execPath} ${fileURLToPath(import.meta.url)} "$@"\n`);
  chmodSync(file, 0o755);
}

const after = (args: readonly string[], flag: string): string[] =>
  args.flatMap((argument, index) => (args[index - 1] === flag ? [argument] : []));

async function build(args: readonly string[]): Promise<void> {
  const [, output = ""] = /dest=([^,]+)/.exec(after(args, "--output")[0] ?? "") ?? [];
  const architecture = after(args, "--platform")[0]?.split("/")[1] ?? "amd64";
  const dockerfile = readFileSync(after(args, "--file")[0] ?? "", "utf8");
  const labels = Object.fromEntries(after(args, "--label").map((pair) => pair.split(/=(.*)/s, 2) as [string, string]));
  mkdirSync(join(output, "blobs", "sha256"), { recursive: true });
  const store = (mediaType: string, bytes: Buffer) => {
    const hex = createHash("sha256").update(bytes).digest("hex");
    writeFileSync(join(output, "blobs", "sha256", hex), bytes);
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
  };
  const json = (mediaType: string, value: object) => store(mediaType, Buffer.from(JSON.stringify(value)));
  const archive = pack();
  archive.entry({ name: "app/page.txt", mtime: new Date(315_532_800_000) }, dockerfile);
  archive.finalize();
  const tar = await buffer(archive);
  const layer = store("application/vnd.oci.image.layer.v1.tar+gzip", gzipSync(tar));
  const config = json("application/vnd.oci.image.config.v1+json", {
    architecture,
    os: "linux",
    created: "1980-01-01T00:00:00Z",
    config: { Labels: labels },
    rootfs: { type: "layers", diff_ids: [`sha256:${createHash("sha256").update(tar).digest("hex")}`] },
    history: [{ created: "1980-01-01T00:00:00Z", created_by: "COPY . /" }],
  });
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const manifest = json(mediaType, { schemaVersion: 2, mediaType, config, layers: [layer] });
  const platform = { os: "linux", architecture };
  writeFileSync(
    join(output, "index.json"),
    JSON.stringify({ schemaVersion: 2, manifests: [{ ...manifest, platform }] }),
  );
  writeFileSync(join(output, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
  process.stderr.write('#0 building with "default" instance using docker driver\n\n#1 [1/1] COPY . /\n#1 CACHED\n');
}

if (process.argv[1] !== undefined && dirname(process.argv[1]) === dirname(fileURLToPath(import.meta.url))) {
  const [command, ...args] = process.argv.slice(2);
  if (command === "buildx" && args[0] === "build") await build(args);
  else {
    process.stderr.write(`docker: unknown command: docker ${command}\n`);
    process.exitCode = 1;
  }
}
