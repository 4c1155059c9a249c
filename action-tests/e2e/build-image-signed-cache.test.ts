import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { dockerEngine, type RunningRegistry, registryProgram, startRegistry, staticBusybox } from "../tools/engine.ts";
import { intruder } from "../tools/poison.ts";
import { newRepository, type Repository } from "../tools/repository.ts";
import { runStep, type StepEnd } from "../tools/step.ts";

const engine = dockerEngine();
const busybox = staticBusybox();
const able =
  engine?.buildx !== undefined && engine.containerd && busybox !== undefined && registryProgram() !== undefined;
const CACHE = "buildcache-main.image.linux-amd64";

const GZIP = Buffer.from([0x1f, 0x8b]);

const newKey = (): string =>
  generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();

(able ? describe : describe.skip)("a cache beside the image, with a real engine and a real registry", () => {
  let registry: RunningRegistry;
  let repository: Repository;
  let folder: string;
  const key = newKey();
  beforeAll(async () => {
    registry = await startRegistry();
    repository = newRepository();
    folder = mkdtempSync(join(tmpdir(), "slipway-signed-"));
    cpSync(busybox ?? "", join(repository.folder, "busybox"), { dereference: true });
  });
  afterAll(async () => {
    await registry.close();
    repository.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const docker = (...args: readonly string[]): string =>
    execFileSync(engine?.docker ?? "", args, { encoding: "utf8", env: engine?.env });

  /** The engine forgets what it built of an image and took from its cache, as a machine that is new does. */
  const forgetAll = (known: readonly string[]): void => {
    for (const record of docker("buildx", "du", "--verbose").split("\n\n")) {
      const [, id = ""] = /^ID:\s+(\w+)/m.exec(record) ?? [];
      if (known.some((one) => record.includes(one)))
        docker("builder", "prune", "--all", "--force", "--filter", `id=${id}`);
    }
  };

  let images = 0;
  /**
   * An image with a step that comes out differently each time, unless it comes from a cache. No step is one that another build
   * on this engine has too: what is planted here must not reach it.
   */
  const scene = () => {
    const mark = `mark-${process.pid}-${++images}`;
    const name = `acme/signed-${images}`;
    repository.commit("Begin", {
      Dockerfile: `FROM scratch
COPY busybox /${mark}/busybox
RUN ["/${mark}/busybox", "sh", "-c", "/${mark}/busybox cat /proc/sys/kernel/random/uuid > /made-by-chance"]
`,
    });
    const others = intruder(`${registry.url}/v2/${name}`);
    const step = async (inputs: Record<string, string>, more: Record<string, string> = {}): Promise<StepEnd> => {
      const env = {
        ...engine?.env,
        GITHUB_SHA: repository.git("rev-parse", "HEAD"),
        GITHUB_WORKFLOW_REF: "acme/shop/.github/workflows/ci.yml@refs/heads/main",
        ...more,
      };
      const all = { image: `${registry.host}/${name}`, network: "none", rebuild: "true", evidence: "none", ...inputs };
      const end = await runStep({
        action: "build-image",
        source: true,
        workspace: repository.folder,
        env,
        inputs: all,
      });
      if (end.code !== 0) throw new Error(end.stdout);
      return end;
    };
    const madeBy = async ({ outputs }: StepEnd): Promise<string> => {
      const { layers } = await others.manifest(outputs["digest"] ?? "");
      return (await Promise.all(layers.map(({ digest }) => others.layer(digest)))).join("");
    };
    const forget = (layers: readonly string[]) => forgetAll([mark, ...layers]);
    const forgotten = async () => forget((await others.manifest(CACHE)).layers.map(({ digest }) => digest));
    return { others, step, madeBy, forget, forgotten };
  };

  test("that the job's key signed is used, by its digest", async () => {
    const { others, step, forgotten } = scene();
    const first = await step({ "signing-key": key });
    const { annotations = {} } = await others.manifest(CACHE);
    expect(Object.keys(annotations)).toEqual(["slipway.cache.proof"]);
    await forgotten();
    const second = await step({ "signing-key": key });
    expect(second.stdout).toMatch(/importing cache manifest from \S+@sha256:[0-9a-f]{64}/);
    expect(second.stdout).not.toContain("is not used");
    expect(second.outputs["index-digest"]).toBe(first.outputs["index-digest"]);
  }, 60_000);

  test("that somebody changed is refused, and said; without a key nobody would know", async () => {
    const { others, step, madeBy, forgotten } = scene();
    await step({ "signing-key": key });
    await forgotten();
    await others.poison(CACHE, "made-by-chance", "evil\n");
    const end = await step({ "signing-key": key });
    expect(await madeBy(end)).not.toContain("evil");
    for (const text of [end.stdout, end.summary]) expect(text).toContain("it was changed after it was signed");

    // The same without a key: what this is for.
    await others.poison(CACHE, "made-by-chance", "evil\n");
    await forgotten();
    expect(await madeBy(await step({}))).toContain("evil");
  }, 60_000);

  test("that nobody or another key signed is refused", async () => {
    const { step } = scene();
    await step({});
    expect((await step({ "signing-key": key })).summary).toContain("it is not signed");
    expect((await step({ "signing-key": newKey() })).summary).toContain("it is not signed by the key of this job");
  }, 60_000);

  test("of a pull request serves that pull request, and not the default branch", async () => {
    const { others, step } = scene();
    const head = { sha: repository.git("rev-parse", "HEAD"), ref: "fix", repo: { full_name: "acme/shop" } };
    const file = join(folder, "event.json");
    writeFileSync(file, JSON.stringify({ pull_request: { number: 7, head, base: { ref: "main" } } }));
    const pull = { GITHUB_EVENT_NAME: "pull_request", GITHUB_REF: "refs/pull/7/merge", GITHUB_EVENT_PATH: file };
    await step({ "signing-key": key, comment: "false" }, pull);
    const own = await others.manifest("buildcache-pr-7.image.linux-amd64");
    expect((await step({ "signing-key": key, comment: "false" }, pull)).summary).not.toContain("is not used");
    await others.tag(CACHE, own);
    expect((await step({ "signing-key": key })).summary).toContain(
      "it is signed for refs/pull/7, and this build is for refs/heads/main",
    );
  }, 60_000);

  test("in a folder of the machine is used when it is signed and whole, and does not grow", async () => {
    const { step, madeBy, forget } = scene();
    const home = mkdtempSync(join(folder, "home-"));
    const place = join(home, ".cache", "slipway", "images", "acme", "shop", CACHE);
    const blobs = () => readdirSync(place).map((name) => join(place, name, "blobs", "sha256"));
    const local = () => step({ cache: "local", "signing-key": key }, { HOME: home });
    const cold = async (): Promise<StepEnd> => {
      forget(blobs().flatMap((at) => readdirSync(at).map((hex) => `sha256:${hex}`)));
      return local();
    };
    const first = await local();
    const count = readdirSync(blobs()[0] ?? "").length;
    const second = await cold();
    expect(second.stdout).toContain("importing cache manifest from local:");
    expect(second.outputs["index-digest"]).toBe(first.outputs["index-digest"]);
    expect([blobs().length, readdirSync(blobs()[0] ?? "").length]).toEqual([1, count]);

    // A layer in which somebody changed a byte, as any job on this machine could.
    const [at = ""] = blobs();
    const small = readdirSync(at).find((hex) => readFileSync(join(at, hex)).subarray(0, 2).equals(GZIP)) ?? "";
    writeFileSync(join(at, small), gzipSync("evil"));
    const third = await cold();
    expect(third.summary).toContain("it was changed, or is not whole");
    expect(await madeBy(third)).not.toContain("evil");
  }, 60_000);
});
