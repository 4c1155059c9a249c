import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { record, parseJson } from "../../domain/json.ts";
import type { CommandResult } from "../../ports/command.ts";
import type { EngineOptions } from "./engine.ts";
import { isForsaken } from "./owner.ts";

/** What images are called between the build and the way to a layout: with their owner, so that others find them after a kill. */
export const IMAGE = "slipway-image-";

type Options = Pick<EngineOptions, "command" | "env" | "clock">;

const ask = ({ command, env }: Options, file: string, args: readonly string[]): Promise<CommandResult> =>
  command({ file, args, env, echo: false, label: `${file} ${args[0] ?? ""}`, timeout: 10_000 });

const linesOf = ({ stdout }: CommandResult): readonly string[] => stdout.split("\n").map((line) => line.trim());

/** Removes images of builds whose process was killed. Never rejects: the next build tries again. */
export async function removeForsakenImages(file: "docker" | "buildah", options: Options): Promise<void> {
  const [list, remove] =
    file === "docker"
      ? [
          ["image", "ls"],
          ["image", "rm", "--force"],
        ]
      : [["images"], ["rmi"]];
  try {
    const names = linesOf(
      await ask(options, file, [...list, "--format", `{{.${file === "docker" ? "Repository" : "Name"}}}:{{.Tag}}`]),
    );
    const now = options.clock.date();
    const forsaken = names.filter(
      (name) => name.replace(/^localhost\//, "").startsWith(IMAGE) && isForsaken(name.split(":")[0] ?? "", now),
    );
    for (const name of forsaken) await ask(options, file, [...remove, name]).catch(() => {});
  } catch {
    // Whether it answers at all is told by the build.
  }
}

/**
 * Removes Buildah's working containers of builds whose process was killed. They have names of Buildah's choice; what tells
 * whose they are is a host's name, which stands in what Buildah keeps of each. Never rejects.
 */
export async function removeForsakenContainers(options: Options): Promise<void> {
  try {
    const containers = parseJson((await ask(options, "buildah", ["containers", "--json"])).stdout);
    if (!Array.isArray(containers) || containers.length === 0) return;
    const { store } = record(parseJson((await ask(options, "buildah", ["info"])).stdout));
    const { GraphRoot: root, GraphDriverName: driver } = record(store);
    for (const container of containers as readonly unknown[]) {
      const id = String(record(container)["id"]);
      const kept = join(String(root), `${String(driver)}-containers`, id, "userdata", "buildah.json");
      const [owner] = new RegExp(`${IMAGE}[\\w.-]+`).exec(await readFile(kept, "utf8").catch(() => "")) ?? [];
      if (owner !== undefined && isForsaken(owner, options.clock.date()))
        await ask(options, "buildah", ["rm", id]).catch(() => {});
    }
  } catch {
    // Another run may be at it too.
  }
}
