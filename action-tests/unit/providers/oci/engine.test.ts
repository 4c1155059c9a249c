import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openLayout } from "../../../../shared/providers/oci/layout.ts";
import {
  dockerEngine,
  registryProgram,
  type RunningRegistry,
  startRegistry,
  staticBusybox,
} from "../../../tools/engine.ts";
import { registryClient } from "./client.ts";

const engine = dockerEngine();
const busybox = staticBusybox();
const ready = engine?.buildx !== undefined && busybox !== undefined && registryProgram() !== undefined;

const run = promisify(execFile);
const docker = async (...args: readonly string[]): Promise<string> => {
  const { stdout } = await run(engine?.docker ?? "docker", args, { timeout: 60_000 });
  return stdout.trim();
};

(ready ? describe : describe.skip)("an image that BuildKit built and we pushed", () => {
  let folder: string;
  let registry: RunningRegistry;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "slipway-build-"));
    registry = await startRegistry();
  });
  afterAll(async () => {
    await registry.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("is what the engine pulls by that digest, and runs", async () => {
    await copyFile(busybox ?? "", join(folder, "busybox"));
    const word = `hello-${process.pid}`;
    const lines = ["FROM scratch", "COPY busybox /bin/busybox", `RUN ["/bin/busybox", "touch", "/${word}"]`];
    await writeFile(join(folder, "Dockerfile"), [...lines, 'CMD ["/bin/busybox", "ls", "/"]'].join("\n"));
    const dest = join(folder, "layout");
    await docker(
      "buildx",
      "build",
      "--quiet",
      "--provenance=false",
      "--output",
      `type=oci,tar=false,dest=${dest}`,
      folder,
    );
    const layout = await openLayout(dest, new AbortController().signal);
    const { registry: client } = registryClient();
    const target = `${registry.host}/acme/shop`;

    const { digest } = await client.push(layout, target);
    await client.tag(target, digest, ["main"]);

    const [image] = await layout.images();
    const paths: string[] = [];
    for (const { descriptor } of image?.layers ?? [])
      for await (const { path, type } of layout.entries(descriptor)) if (type === "file") paths.push(path);
    expect(paths).toEqual(expect.arrayContaining(["bin/busybox", word]));
    const reference = `${target}@${digest}`;
    expect(await docker("pull", "--quiet", reference)).toContain(digest);
    expect(await docker("run", "--rm", "--network", "none", reference)).toContain(word);
    await docker("rmi", "--force", reference);
  });
});
