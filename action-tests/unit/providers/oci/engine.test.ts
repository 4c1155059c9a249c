import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { openLayout } from "../../../../shared/providers/oci/layout.ts";
import { buildah, dockerEngine, registryProgram, startRegistry, staticBusybox } from "../../../tools/engine.ts";
import { registryClient } from "./client.ts";

const engine = dockerEngine();
const busybox = staticBusybox();

const run = promisify(execFile);
const docker = async (...args: readonly string[]): Promise<string> => {
  const { stdout } = await run(engine?.docker ?? "docker", args, { timeout: 60_000 });
  return stdout.trim();
};

type Build = (folder: string, layout: string) => Promise<void>;

const program = buildah();

const byBuildKit: Build = async (folder, layout) => {
  const output = `type=oci,tar=false,dest=${layout}`;
  await docker("buildx", "build", "--quiet", "--provenance=false", "--output", output, folder);
};

const byBuildah: Build = async (folder, layout) => {
  const state = ["--storage-driver=vfs", `--root=${layout}.store`, `--runroot=${layout}.run`];
  const call = (...args: readonly string[]) => run(program ?? "buildah", [...state, ...args], { timeout: 60_000 });
  await call("build", "--quiet", "--isolation=chroot", "--tag=built", folder);
  await call("push", "--quiet", "built", `oci:${layout}`);
};

/** Builds, pushes, and lets the engine pull by digest and run: what each of them saw. */
const carried = async (build: Build) => {
  const folder = await mkdtemp(join(tmpdir(), "slipway-build-"));
  const layouts = await mkdtemp(join(tmpdir(), "slipway-built-"));
  const registry = await startRegistry();
  try {
    await copyFile(busybox ?? "", join(folder, "busybox"));
    const lines = ["FROM scratch", "COPY busybox /bin/busybox", 'RUN ["/bin/busybox", "touch", "/made"]'];
    await writeFile(join(folder, "Dockerfile"), [...lines, 'CMD ["/bin/busybox", "ls", "/"]'].join("\n"));
    await build(folder, join(layouts, "layout"));
    const layout = await openLayout(join(layouts, "layout"), new AbortController().signal);
    const { registry: client } = registryClient();
    const target = `${registry.host}/acme/shop`;

    const { digest } = await client.push(layout, target);
    await client.tag(target, digest, ["main"]);

    const [image] = await layout.images();
    const paths: string[] = [];
    for (const { descriptor } of image?.layers ?? [])
      for await (const { path, type } of layout.entries(descriptor)) if (type === "file") paths.push(path);
    const reference = `${target}@${digest}`;
    const pulled = await docker("pull", "--quiet", reference);
    const ran = await docker("run", "--rm", "--network", "none", reference);
    await docker("rmi", "--force", reference);
    return { paths, pulled: pulled.endsWith(digest), ran: ran.split("\n") };
  } finally {
    await registry.close();
    await Promise.all([folder, layouts].map((each) => rm(each, { recursive: true, force: true })));
  }
};

const seen = {
  paths: expect.arrayContaining(["bin/busybox", "made"]) as unknown,
  pulled: true,
  ran: expect.arrayContaining(["bin", "made"]) as unknown,
};
const where = engine !== undefined && busybox !== undefined && registryProgram() !== undefined;

(where && engine.buildx !== undefined ? describe : describe.skip)("an image that BuildKit built and we pushed", () => {
  test("is what the engine pulls by that digest, and runs", async () => {
    expect(await carried(byBuildKit)).toEqual(seen);
  });
});

(where && program !== undefined ? describe : describe.skip)("an image that Buildah built and we pushed", () => {
  test("is what the engine pulls by that digest, and runs", async () => {
    expect(await carried(byBuildah)).toEqual(seen);
  });
});
