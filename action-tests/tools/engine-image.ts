import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ImageContent } from "../cloud/render/options.ts";
import type { Engine } from "./engine.ts";

const exec = promisify(execFile);

interface Config {
  readonly Entrypoint?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
}

const quote = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/**
 * What Render would run of an image: the engine pulls exactly this digest from its registry, its files are unpacked, and
 * its command runs in them as their root. A process, so that it ends with the emulator as all others do.
 */
export const engineImage = ({ docker, env }: Engine, reference: string): ImageContent => ({
  unpack: async (folder) => {
    const run = async (...args: readonly string[]): Promise<string> =>
      (await exec(docker, [...args], { env, maxBuffer: 8 * 1024 * 1024 })).stdout.trim();
    await run("pull", "--quiet", reference);
    const { Entrypoint, Cmd } = JSON.parse(
      await run("image", "inspect", "--format", "{{json .Config}}", reference),
    ) as Config;
    const container = await run("create", reference);
    try {
      const archive = join(folder, ".image.tar");
      await run("export", "--output", archive, container);
      await exec("tar", ["-x", "-f", archive, "-C", folder]);
    } finally {
      await run("rm", "--force", container);
    }
    const command = [...(Entrypoint ?? []), ...(Cmd ?? [])].map(quote).join(" ");
    return `exec /usr/sbin/chroot . ${command}`;
  },
});
