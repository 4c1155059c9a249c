import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { dockerFolder } from "../../shared/providers/oci/credentials.ts";
import {
  buildah,
  dockerEngine,
  type RunningRegistry,
  registryProgram,
  startRegistry,
  staticBusybox,
} from "../tools/engine.ts";
import { newRepository, type Repository } from "../tools/repository.ts";
import { runStep, type StepEnd, type StepOptions } from "../tools/step.ts";

const engine = dockerEngine();
const busybox = staticBusybox();
const able =
  engine?.buildx !== undefined && engine.containerd && busybox !== undefined && registryProgram() !== undefined;
const DOCKERFILE = `FROM scratch
COPY busybox /bin/busybox
COPY app /app
RUN ["/bin/busybox", "sh", "-c", "/bin/busybox cp /app/page.txt /made"]
CMD ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/app"]
`;

type User = NonNullable<StepOptions["user"]>;

/** Debian's `nobody`: rootless builders want a user that has a name. */
const NOBODY = 65_534;

/** Another user of the engine, by the group of its socket. Only root can be another user; else the same one builds twice. */
const otherUser = (): User | undefined => {
  if (engine === undefined || process.getuid?.() !== 0) return undefined;
  const host = engine.env["DOCKER_HOST"] ?? "unix:///var/run/docker.sock";
  return { uid: NOBODY, gid: statSync(host.replace(/^unix:\/\//, "")).gid };
};

(able ? describe : describe.skip)("build-image, with a real engine and a real registry", () => {
  const other = otherUser();
  let registry: RunningRegistry;
  let repository: Repository;
  let images = 0;
  const clones: string[] = [];

  beforeAll(async () => {
    registry = await startRegistry();
    repository = newRepository();
    cpSync(busybox ?? "", join(repository.folder, "busybox"), { dereference: true });
    repository.commit("Begin", { Dockerfile: DOCKERFILE, "app/page.txt": "one\n" });
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    repository.remove();
    for (const clone of clones) rmSync(clone, { recursive: true, force: true });
  }, 60_000);

  /** Plugins are the machine's, all else in it is the user's own. */
  const configOf = ({ uid }: User): string => {
    const folder = mkdtempSync(join(tmpdir(), "slipway-config-"));
    clones.push(folder);
    symlinkSync(join(dockerFolder(process.env), "cli-plugins"), join(folder, "cli-plugins"));
    chownSync(folder, uid, uid);
    return folder;
  };

  /** A repository of images that nobody has used. */
  const fresh = (): string => `${registry.host}/acme/shop-${++images}`;

  const build = (inputs: Record<string, string>, workspace = repository.folder, user?: User): Promise<StepEnd> => {
    const sha = repository.git("rev-parse", "HEAD");
    const env: Record<string, string> = {
      ...engine?.env,
      GITHUB_SHA: sha,
      GITHUB_WORKFLOW_REF: "acme/shop/.github/workflows/ci.yml@refs/heads/main",
      GITHUB_WORKFLOW_SHA: sha,
    };
    if (user !== undefined) {
      env["DOCKER_CONFIG"] = configOf(user);
      // Where rootless Buildah keeps what is of one session.
      env["TMPDIR"] = env["DOCKER_CONFIG"];
    }
    const all = { network: "none", ...inputs };
    return runStep({
      action: "build-image",
      source: true,
      workspace,
      env,
      inputs: all,
      ...(user === undefined ? {} : { user }),
    });
  };

  const built = async (
    inputs: Record<string, string>,
    workspace?: string,
    user?: User,
  ): Promise<StepEnd["outputs"]> => {
    const { code, stdout, outputs } = await build(inputs, workspace, user);
    if (code !== 0) throw new Error(stdout);
    return outputs;
  };

  /** A checkout that another machine could have made: other folder, times and umask. */
  const checkout = (umask: number, user?: User): string => {
    const folder = mkdtempSync(join(tmpdir(), "slipway-clone-"));
    clones.push(folder);
    const before = process.umask(umask);
    try {
      execFileSync("git", ["clone", "--quiet", repository.folder, folder], { stdio: "ignore" });
    } finally {
      process.umask(before);
    }
    execFileSync("find", [
      folder,
      "-name",
      ".git",
      "-prune",
      "-o",
      "-exec",
      "touch",
      "-d",
      `20${umask}0-01-01`,
      "{}",
      "+",
    ]);
    if (umask !== 0) chmodSync(join(folder, "app"), 0o700);
    if (user !== undefined) execFileSync("chown", ["-R", `${user.uid}:${user.uid}`, folder]);
    return folder;
  };
  const digestOf = async (image: string, tag: string): Promise<string | null> => {
    const path = image.slice(image.indexOf("/") + 1);
    const accept = "application/vnd.oci.image.manifest.v1+json";
    const answer = await fetch(`${registry.url}/v2/${path}/manifests/${tag}`, { method: "HEAD", headers: { accept } });
    return answer.headers.get("docker-content-digest");
  };

  test("five runs of a commit are one digest, and only the first one pushes", async () => {
    const image = fresh();
    const ends: StepEnd["outputs"][] = [];
    for (let run = 0; run < 5; run++) ends.push(await built({ image }));
    expect(new Set(ends.map((outputs) => outputs["image-ref"])).size).toBe(1);
    expect(ends.map(({ changed }) => changed)).toEqual(["true", "false", "false", "false", "false"]);
    expect(ends.map(({ outcome }) => outcome)).toEqual(["built", "unchanged", "unchanged", "unchanged", "unchanged"]);
    expect(await digestOf(image, "main")).toBe(ends[0]?.["index-digest"]);
  }, 120_000);

  const builders = ["buildx", "docker", ...(buildah() === undefined ? [] : ["buildah"])];
  test.each(builders)(
    "neither cache, folder, times, umask nor user show in what %s builds",
    async (builder) => {
      const common = { builder, push: "false", evidence: "none" };
      const digests = [
        await built({ ...common, "no-cache": "true" }, checkout(0o077)),
        await built({ ...common, "no-cache": "true" }, checkout(0, other), other),
        await built(common),
      ].map(({ digest }) => digest);
      expect(digests[0]).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(new Set(digests).size).toBe(1);
    },
    120_000,
  );

  test.each(builders)(
    "a layer that %s has from an earlier commit shows in no digest",
    async (builder) => {
      const common = { builder, push: "false", evidence: "none" };
      await built(common);
      repository.commit("Change", { "app/page.txt": `two of ${builder}\n` });
      const cached = await built(common);
      const anew = await built({ ...common, "no-cache": "true" });
      expect(cached["digest"]).toBe(anew["digest"]);
    },
    120_000,
  );

  test("the file that differs is named", async () => {
    const clone = checkout(0);
    const text = `${DOCKERFILE}RUN ["/bin/busybox", "sh", "-c", "/bin/busybox cat /proc/sys/kernel/random/uuid > /etc-id"]\n`;
    execFileSync("sh", ["-c", 'printf "%s" "$1" > Dockerfile', "sh", text], { cwd: clone });
    const image = fresh();
    const { code, stdout, outputs } = await build({ image, reproducible: "verify" }, clone);
    expect([code, outputs["outcome"]]).toEqual([1, "failed"]);
    expect(stdout).toMatch(/::error.*SLIP-IMAGE-DIFFERS.*linux\/amd64, layer 4.*`etc-id` differs in its content/);
    expect(await digestOf(image, "main")).toBeNull();
  }, 120_000);

  test("a tag moves only once the image has started", async () => {
    const image = fresh();
    const smoke = (path: string) => `http: ${path}\ntimeout: 5\n`;
    const bad = await build({ image, smoke: smoke("/nowhere") });
    expect(bad.stdout).toMatch(/::error.*SLIP-IMAGE-SMOKE.*gave status 404/);
    expect(await digestOf(image, "main")).toBeNull();
    const good = await built({ image, smoke: smoke("/page.txt") });
    expect(await digestOf(image, "main")).toBe(good["index-digest"]);
    expect(bad.leftovers).toEqual([]);
  }, 120_000);
});
