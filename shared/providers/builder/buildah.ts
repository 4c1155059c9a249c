import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Builder, BuildRequest } from "../../ports/builder.ts";
import { insteadOf } from "./arguments.ts";
import { type EngineOptions, follow } from "./engine.ts";
import { noEngine } from "./explain.ts";
import { FILE_TIME } from "./file-time.ts";
import { redate } from "./redate.ts";
import { IMAGE, removeForsakenContainers, removeForsakenImages } from "./sweep.ts";

/** It names the image that it took the last layer from: one of its own cache, whose digest tells of the build before. */
const BASE = ["org.opencontainers.image.base.digest", "org.opencontainers.image.base.name"];

/** Buildah: no daemon. All times are the epoch's; it knows no caches of ours beyond its own store. */
export const buildah = (options: EngineOptions): Builder => ({
  kind: "buildah",
  name: "buildah",
  severalPlatforms: false,
  caches: [],
  speaksActionsCache: () => Promise.resolve(false),
  build: async (request) => {
    const { command, env, owner } = options;
    const name = `${IMAGE}${owner}-${randomBytes(8).toString("hex")}`;
    const tag = `localhost/${name}:build`;
    const folder = await mkdtemp(join(options.temp, "buildah-"));
    try {
      const secrets = await secretFiles(request, folder);
      const progress = await follow(options, request, {
        file: "buildah",
        label: "buildah build",
        args: ["build", ...buildahArguments(request), ...secrets, ...marked(name), "--tag", tag, "--", request.context],
      });
      await command({
        file: "buildah",
        args: ["push", "--quiet", "--compression-format", "gzip", tag, `oci:${request.output}`],
        label: "buildah push",
        env,
        echo: false,
      });
      await redate(request.output, request.epoch, {
        // Those that somebody asked for are no traces.
        annotations: BASE.filter((annotation) => !Object.hasOwn(request.annotations, annotation)),
        comments: /^FROM /,
      });
      await Promise.all([removeForsakenImages("buildah", options), removeForsakenContainers(options)]);
      return {
        folder: request.output,
        builder: "buildah",
        steps: progress.steps(),
        findings: [],
        storeOnly: true,
        cacheTrouble: undefined,
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
      await command({ file: "buildah", args: ["rmi", tag], env, echo: false, accept: [0, 1, 125] }).catch(() => {});
    }
  },
  trial: () =>
    Promise.reject(noEngine("The smoke test needs Docker: Buildah builds images, but does not run them as a service.")),
});

/** A name in `/etc/hosts` while instructions run: no layer has it, and it tells whose the working containers are. */
const marked = (name: string): readonly string[] => ["--add-host", `${name}:127.0.0.1`];

function buildahArguments(request: BuildRequest): string[] {
  const { dockerfile, target, platforms, buildArgs, instead, labels, annotations, noCache, network } = request;
  const pairs = (name: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).flatMap(([key, value]) => [`--${name}`, `${key}=${value}`]);
  return [
    "--format",
    "oci",
    "--layers",
    ...(noCache ? ["--no-cache"] : []),
    "--timestamp",
    String(FILE_TIME),
    "--file",
    dockerfile,
    ...(target === undefined ? [] : ["--target", target]),
    ...(platforms.length === 0 ? [] : ["--platform", platforms.join(",")]),
    ...(network === "none" ? ["--network", "none"] : []),
    ...pairs("build-arg", buildArgs),
    ...insteadOf(instead),
    ...pairs("label", labels),
    ...pairs("annotation", annotations),
  ];
}

/** Buildah before 1.29 reads secrets from files only. */
async function secretFiles({ secrets }: BuildRequest, folder: string): Promise<string[]> {
  const args: string[] = [];
  for (const [id, value] of secrets) {
    const path = join(folder, `secret-${args.length}`);
    await writeFile(path, value.reveal(), { mode: 0o600 });
    args.push("--secret", `id=${id},src=${path}`);
  }
  return args;
}
