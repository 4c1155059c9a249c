import { randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { Failure, toFailure } from "../../action/failure.ts";
import type { TrialRequest } from "../../ports/builder.ts";
import type { CommandResult } from "../../ports/command.ts";
import { writeTar } from "../../tar/write-tar.ts";
import type { EngineOptions } from "./engine.ts";
import { isForsaken } from "./owner.ts";
import { probe } from "./trial-probe.ts";

const TRIAL = "slipway-trial-";
const described = z.object({ digest: z.string(), size: z.number() });
const manifestForm = z.object({ config: described, layers: z.array(described) });

/**
 * Loads the image and runs it: without network to the outside, capabilities, new privileges or a writable root that stays.
 * Container, network and image are gone afterwards, whatever happens.
 */
export async function dockerTrial(options: EngineOptions, request: TrialRequest): Promise<void> {
  const { command, env, temp, owner, clock } = options;
  const id = `${TRIAL}${owner}-${randomBytes(4).toString("hex")}`;
  const image = `${id}:trial`;
  const archive = join(temp, `${id}.tar`);
  const engine = (args: readonly string[], more: { accept?: readonly number[]; timeout?: number } = {}) =>
    command({ file: "docker", args, env, echo: false, label: `docker ${args[0] ?? ""}`, ...more });
  try {
    await Promise.all([packImage(request, image, archive), removeForsaken(engine, clock.date())]);
    await engine(["load", "--quiet", "--input", archive]);
    await rm(archive, { force: true });
    await engine(["network", "create", "--internal", id]).catch(() => undefined);
    await run(options, request, image, id, engine);
  } finally {
    await rm(archive, { force: true });
    await removeTrial(id, engine);
  }
}

async function removeTrial(id: string, engine: Engine): Promise<void> {
  const swallow = (args: readonly string[]) => engine(args, { accept: [0, 1], timeout: 10_000 }).catch(() => {});
  await swallow(["rm", "--force", "--volumes", id]);
  await swallow(["image", "rm", "--force", `${id}:trial`]);
  await swallow(["network", "rm", id]);
}

/** A process that was killed leaves a container that runs on, on a machine that is there for the next job too. */
async function removeForsaken(engine: Engine, now: Date): Promise<void> {
  const list = (args: readonly string[]) =>
    engine(args, { timeout: 10_000 }).then(
      ({ stdout }) => stdout.split("\n").map((line) => line.trim()),
      () => [],
    );
  const lists = await Promise.all([
    list(["ps", "--all", "--filter", `name=${TRIAL}`, "--format", "{{.Names}}"]),
    list(["image", "ls", "--filter", `reference=${TRIAL}*`, "--format", "{{.Repository}}"]),
    list(["network", "ls", "--filter", `name=${TRIAL}`, "--format", "{{.Name}}"]),
  ]);
  const forsaken = new Set(lists.flat().filter((name) => name.startsWith(TRIAL) && isForsaken(name, now)));
  await Promise.all([...forsaken].map((name) => removeTrial(name, engine)));
}

type Engine = (
  args: readonly string[],
  more?: { accept?: readonly number[]; timeout?: number },
) => Promise<CommandResult>;

async function run(
  options: EngineOptions,
  request: TrialRequest,
  image: string,
  id: string,
  engine: Engine,
): Promise<void> {
  const { test, env, timeout } = request;
  const hasNetwork = test.kind === "http";
  const create = (network: string) =>
    engine([
      "create",
      "--name",
      id,
      "--network",
      network,
      "--cap-drop",
      "ALL",
      "--read-only",
      "--tmpfs",
      "/tmp",
      "--security-opt",
      "no-new-privileges",
      "--pids-limit",
      "512",
      ...Object.entries(env).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
      image,
      ...(test.kind === "exit" ? test.command : []),
    ]);
  await create(hasNetwork ? id : "none");
  if (test.kind === "exit") {
    const { code } = await engine(["start", "--attach", id], {
      accept: Array.from({ length: 256 }, (_, any) => any),
      timeout,
    }).catch((thrown: unknown) => refuse(request, toFailure(thrown).message, id, engine));
    if (code !== test.code) await refuse(request, `it ended with ${code}, not ${test.code}`, id, engine);
    return;
  }
  await engine(["start", id]).catch((thrown: unknown) => refuse(request, toFailure(thrown).message, id, engine));
  if (test.kind === "exec") {
    const { code } = await engine(["exec", id, ...test.command], {
      accept: Array.from({ length: 256 }, (_, any) => any),
      timeout,
    }).catch((thrown: unknown) => refuse(request, toFailure(thrown).message, id, engine));
    if (code !== 0) await refuse(request, `\`${test.command.join(" ")}\` ended with ${code}`, id, engine);
    return;
  }
  const why = await probe(test, timeout, options, async () => {
    const { stdout } = await engine([
      "inspect",
      "--format",
      "{{.State.Running}} {{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
      id,
    ]);
    const [running, address = ""] = stdout.trim().split(" ");
    return { running: running === "true", address };
  });
  if (why !== undefined) await refuse(request, why, id, engine);
}

/** Tells the end of the container's log with what was wrong. */
async function refuse(request: TrialRequest, why: string, id: string, engine: Engine): Promise<never> {
  const tail = await engine(["logs", "--tail", "15", id], { accept: [0, 1] }).then(
    (result) => result.tail,
    () => [],
  );
  throw new Failure(
    "SLIP-IMAGE-SMOKE",
    [`${request.label} did not pass its smoke test: ${why}.`, ...tail.slice(-15).map((line) => `  ${line}`)].join("\n"),
    {
      blame: "user",
      state: "No tag was moved.",
      next: "Run it as the test does: `docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges`.",
    },
  );
}

/** An archive that every `docker load` understands: blobs of the layout under the names of their digests. */
async function packImage({ layout, digest }: TrialRequest, image: string, archive: string): Promise<void> {
  const name = (of: string) => `blobs/sha256/${of.replace("sha256:", "")}`;
  const manifestBytes = await readFile(join(layout, name(digest)));
  const manifest = manifestForm.parse(JSON.parse(manifestBytes.toString()));
  const text = Buffer.from(
    JSON.stringify([
      {
        Config: name(manifest.config.digest),
        RepoTags: [image],
        Layers: manifest.layers.map((layer) => name(layer.digest)),
      },
    ]),
  );
  const blobs = [manifest.config, ...manifest.layers].map((blob) => ({
    name: name(blob.digest),
    size: blob.size,
    content: contentOf(join(layout, name(blob.digest))),
  }));
  await pipeline(
    writeTar([...blobs, { name: "manifest.json", size: text.length, content: [text] }]),
    createWriteStream(archive),
  );
}

/** Opened only when its turn comes. */
async function* contentOf(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path);
}
