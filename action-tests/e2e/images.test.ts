import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { isMap, parseDocument } from "yaml";
import { commitAll, newRepository, publishSlipway } from "../../demo/git.ts";
import { startGithub } from "../cloud/github/start.ts";
import { type RenderEmulator, startRender } from "../cloud/render/start.ts";
import { createRunner } from "../runner/runner.ts";
import type { RunReport } from "../runner/types.ts";
import { engineImage } from "../tools/engine-image.ts";
import { dockerEngine, type RunningRegistry, registryProgram, startRegistry, staticBusybox } from "../tools/engine.ts";

const LONG = 240_000;
const REPOSITORY = "acme/notices";
const ROOT = process.cwd();

const engine = dockerEngine();
const busybox = staticBusybox();
const able =
  engine?.buildx !== undefined &&
  engine.containerd &&
  busybox !== undefined &&
  registryProgram() !== undefined &&
  // The emulated Render runs an image's files as their root.
  process.getuid?.() === 0;

const results = ({ jobs }: RunReport): Record<string, string> =>
  Object.fromEntries(jobs.map(({ id, result }) => [id.replace(/^pipeline \/ /, ""), result]));

(able ? describe : describe.skip)("the example with an image", () => {
  const closing: { readonly close: () => Promise<void> }[] = [];
  let folder: string;
  let app: string;
  let registry: RunningRegistry;
  let render: RenderEmulator;
  let runner: ReturnType<typeof createRunner>;

  /** busybox, as Docker Hub would have it: there is no network here. */
  const pushBase = async (): Promise<string> => {
    if (engine === undefined || busybox === undefined) throw new Error("no engine");
    const base = `${registry.host}/library/busybox:1.37`;
    const context = join(folder, "base");
    await mkdir(context);
    await cp(busybox, join(context, "busybox"), { dereference: true });
    await writeFile(join(context, "Dockerfile"), "FROM scratch\nCOPY --chmod=755 busybox /bin/busybox\n");
    const docker = (...args: readonly string[]) =>
      execFileSync(engine.docker, args, { env: engine.env, stdio: "ignore" });
    docker("buildx", "build", "--provenance=false", "--tag", base, "--push", context);
    return base;
  };

  /** Tells the example where the local registry and the local cloud are. */
  const adapt = async (base: string): Promise<void> => {
    const dockerfile = join(app, "infra", "docker", "web.Dockerfile");
    await writeFile(dockerfile, (await readFile(dockerfile, "utf8")).replace("busybox:1.37\n", `${base}\n`));
    const change = async (path: string, set: (document: ReturnType<typeof parseDocument>) => void) => {
      const document = parseDocument(await readFile(join(app, path), "utf8"));
      set(document);
      await writeFile(join(app, path), document.toString());
    };
    await change(".github/slipway.yml", (manifest) =>
      manifest.setIn(["images", "web", "repository"], `${registry.host}/acme/notices`),
    );
    await change(".github/workflows/deploy.yml", (caller) => {
      const given = caller.getIn(["jobs", "pipeline", "with"]);
      if (!isMap(given)) throw new Error("the example gives no inputs");
      given.set("render-api-url", render.url);
      given.set("allow-private", true);
    });
  };

  beforeAll(async () => {
    if (engine === undefined) throw new Error("no engine");
    folder = await mkdtemp(join(tmpdir(), "slipway-images-"));
    const [slipway, work] = [join(folder, "slipway"), join(folder, "work")];
    app = join(folder, "app");
    await mkdir(work);
    await newRepository(app);
    await publishSlipway(ROOT, slipway);
    registry = await startRegistry();
    closing.push(registry);
    const before = await pushBase();
    const ids = { staging: "srv-d5stagingweb00000000", production: "srv-d5productionweb00000" };
    render = await startRender({
      repositories: {},
      services: Object.entries(ids).map(([environment, id]) => ({
        name: `web-${environment}`,
        id,
        type: "web" as const,
        image: `${registry.host}/acme/notices:latest`,
        autoDeploy: "off" as const,
        healthCheckPath: "/healthz",
      })),
      images: { tags: {}, content: (digest) => engineImage(engine, `${registry.host}/acme/notices@${digest}`) },
    });
    closing.push(render);
    const github = await startGithub({
      repositories: { [REPOSITORY]: { git: app, environments: { staging: {}, production: {} } } },
    });
    closing.push(github);
    runner = createRunner({
      host: github.host,
      folder: work,
      environment: engine.env,
      repositories: {
        [REPOSITORY]: { git: app, secrets: { RENDER_API_KEY: render.apiKey } },
        "slipway/slipway": { git: slipway },
      },
    });
    closing.push(runner);
    await cp(join(ROOT, "examples", "render-images"), app, { recursive: true });
    await adapt(before);
  }, LONG);

  afterAll(async () => {
    for (let one = closing.pop(); one !== undefined; one = closing.pop()) await one.close();
    await rm(folder, { recursive: true, force: true });
  }, LONG);

  let first = "";
  const push = async (message: string): Promise<RunReport> => {
    const sha = await commitAll(app, message);
    return runner.start({
      repository: REPOSITORY,
      workflow: ".github/workflows/deploy.yml",
      event: "push",
      sha,
      ref: "refs/heads/main",
      actor: "ada",
    }).done;
  };
  const built = (report: RunReport): string => {
    const { images = "{}" } = report.jobs.find(({ id }) => id === "pipeline / images")?.outputs ?? {};
    return (JSON.parse(images) as { web?: string }).web ?? "";
  };
  const page = async (service: string): Promise<string> => (await fetch(render.service(service).url)).text();

  test(
    "is built once, verified, and the same digest answers in staging and production",
    async () => {
      const report = await push("Notices");
      expect(results(report)).toEqual({
        preflight: "success",
        test: "success",
        images: "success",
        "staging / deploy": "success",
        approve: "skipped",
        "production / deploy": "success",
        outcome: "success",
      });
      expect(built(report)).toMatch(/\/acme\/notices@sha256:[0-9a-f]{64}$/);
      expect(await page("web-staging")).toContain("The café opens at eight.");
      expect(await page("web-production")).toContain("The café opens at eight.");
      const logs = JSON.stringify(report.jobs.flatMap(({ steps }) => steps.map(({ log }) => log)));
      expect(logs).toContain("is ours, of");
      first = built(report);
    },
    LONG,
  );

  test(
    "a commit that changes nothing of the image is the same digest, and nothing is deployed",
    async () => {
      const deploys = render.journal.filter(
        ({ method, path }) => method === "POST" && path.endsWith("/deploys"),
      ).length;
      await writeFile(join(app, "README.md"), "Others read this.\n");
      const report = await push("Write it down");
      expect(results(report)).toMatchObject({ images: "success", "production / deploy": "success" });
      expect(built(report)).toBe(first);
      const after = render.journal.filter(({ method, path }) => method === "POST" && path.endsWith("/deploys")).length;
      expect([deploys, after]).toEqual([2, 2]);
    },
    LONG,
  );
});
