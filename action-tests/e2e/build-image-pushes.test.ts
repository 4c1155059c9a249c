import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type RegistryEmulator, startRegistryEmulator } from "../cloud/registry/start.ts";
import { installFakeDocker } from "../fakes/docker.ts";
import { newRepository, type Repository } from "../tools/repository.ts";
import { runStep, type StepEnd } from "../tools/step.ts";

let registry: RegistryEmulator;
let repository: Repository;
let folder = "";
beforeEach(async () => {
  registry = await startRegistryEmulator({ auth: "none" });
  repository = newRepository();
  folder = mkdtempSync(join(tmpdir(), "slipway-pushes-"));
  installFakeDocker(folder);
});
afterEach(async () => {
  await registry.close();
  repository.remove();
  rmSync(folder, { recursive: true, force: true });
});

const step = (
  inputs: Record<string, string>,
  more: Record<string, string> = {},
  action = "build-image",
): Promise<StepEnd> => {
  const sha = repository.git("rev-parse", "HEAD");
  const env = {
    PATH: `${folder}:${process.env["PATH"] ?? ""}`,
    GITHUB_SHA: sha,
    GITHUB_WORKFLOW_REF: "acme/shop/.github/workflows/ci.yml@refs/heads/main",
    GITHUB_WORKFLOW_SHA: sha,
    ...more,
  };
  const given = action === "build-image" ? { cache: "none", ...inputs } : inputs;
  return runStep({ action, source: true, workspace: repository.folder, env, inputs: given });
};
const done = async (...given: Parameters<typeof step>): Promise<StepEnd["outputs"]> => {
  const { code, stdout, outputs } = await step(...given);
  if (code !== 0) throw new Error(stdout);
  return outputs;
};
const metadata = (outputs: StepEnd["outputs"]) =>
  JSON.parse(outputs["metadata"] ?? "") as Record<string, { changed: boolean; digest: string; platforms: object }>;

test("of several images only those are built whose inputs changed", async () => {
  const images = `web: { repository: "${registry.host}/acme/web" }\njob: { repository: "${registry.host}/acme/job", context: job }`;
  repository.commit("Begin", {
    Dockerfile: "FROM scratch\nCOPY web /\n",
    "web/x": "1",
    "job/Dockerfile": "FROM scratch\nCOPY . /\n",
  });
  const first = metadata(await done({ images }));
  expect([first["web"]?.changed, first["job"]?.changed]).toEqual([true, true]);
  repository.commit("Change", { "job/y": "2" });
  const outputs = await done({ images });
  const second = metadata(outputs);
  expect([second["web"]?.changed, second["job"]?.changed]).toEqual([false, true]);
  expect(second["web"]?.digest).toBe(first["web"]?.digest);
  expect(registry.tag("acme/web", `sha-${repository.git("rev-parse", "HEAD").slice(0, 7)}`)).toBe(first["web"]?.digest);
  expect(JSON.parse(outputs["images"] ?? "")).toEqual({
    web: `${registry.host}/acme/web@${second["web"]?.digest}`,
    job: `${registry.host}/acme/job@${second["job"]?.digest}`,
  });
});

test("jobs of a matrix push without tags, and merging gives one index and all tags", async () => {
  repository.commit("Begin", { Dockerfile: "FROM scratch\nCOPY x /\n", x: "1" });
  const image = `${registry.host}/acme/web`;
  const parts: string[] = [];
  const digests: (string | undefined)[] = [];
  for (const platforms of ["linux/arm64", "linux/amd64"]) {
    const outputs = await done({ image, platforms, untagged: "true" });
    expect(outputs["tags"]).toBe("");
    digests.push(outputs["digest"]);
    const path = join(folder, `${parts.length}.json`);
    writeFileSync(path, outputs["metadata"] ?? "");
    parts.push(path);
  }
  expect(registry.tag("acme/web", "main")).toBeUndefined();
  const merged = await done({ command: "merge", parts: parts.join("\n") });
  expect(registry.tag("acme/web", "main")).toBe(merged["index-digest"]);
  const index = JSON.parse(String(registry.bytes("acme/web", merged["index-digest"] ?? ""))) as {
    manifests: { digest: string; platform: object }[];
  };
  expect(index.manifests.map(({ digest, platform }) => [digest, platform])).toEqual([
    [digests[1], { os: "linux", architecture: "amd64" }],
    [digests[0], { os: "linux", architecture: "arm64" }],
  ]);
  const again = await done({ command: "merge", parts: parts.toReversed().join("\n") });
  expect(again["index-digest"]).toBe(merged["index-digest"]);

  // The next commit changes nothing of it: each job finds its platform in what was merged.
  const commit = repository.commit("Change something else", { "README.md": "Read" });
  const unchanged: string[] = [];
  for (const [index, platforms] of ["linux/arm64", "linux/amd64"].entries()) {
    const outputs = await done({ image, platforms, untagged: "true" });
    expect([outputs["outcome"], outputs["changed"], outputs["digest"]]).toEqual(["unchanged", "false", digests[index]]);
    const path = join(folder, `again-${index}.json`);
    writeFileSync(path, outputs["metadata"] ?? "");
    unchanged.push(path);
  }
  const next = await done({ command: "merge", parts: unchanged.join("\n") });
  expect([next["index-digest"], next["changed"]]).toEqual([merged["index-digest"], "false"]);
  expect(registry.tag("acme/web", `sha-${commit.slice(0, 7)}`)).toBe(merged["index-digest"]);
  const verified = await done({ image: merged["image-ref"] ?? "" }, {}, "verify-image");
  expect(verified).toMatchObject({ outcome: "verified", "index-digest": merged["index-digest"] });
  const later = repository.commit("Change", { x: "2" });
  const refused = await step({ images: merged["metadata"] ?? "" }, {}, "verify-image");
  expect([refused.code, refused.outputs["outcome"]]).toEqual([1, "failed"]);
  expect(refused.stdout).toContain(`not ${later}`);
});

test("a pull request from a fork builds and pushes nothing", async () => {
  const head = repository.commit("Begin", { Dockerfile: "FROM scratch\nCOPY x /\n", x: "1" });
  const payload = {
    pull_request: {
      number: 7,
      head: { sha: head, ref: "fix", repo: { full_name: "eve/shop" } },
      base: { ref: "main" },
    },
  };
  writeFileSync(join(folder, "event.json"), JSON.stringify(payload));
  const env = {
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_REF: "refs/pull/7/merge",
    GITHUB_EVENT_PATH: join(folder, "event.json"),
  };
  const outputs = await done({ image: `${registry.host}/acme/web` }, env);
  expect(outputs).toMatchObject({ outcome: "built", "image-ref": "", images: "{}", tags: "" });
  expect(registry.effects()).toEqual({});
});

test("a version's tag never moves, and then none does", async () => {
  repository.commit("Begin", { Dockerfile: "FROM scratch\nCOPY x /\n", x: "1" });
  const image = `${registry.host}/acme/web`;
  const other = registry.moveTag("acme/web", "1.2.3", {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.index.v1+json",
    manifests: [],
  });
  const tags = "type=semver,pattern={{version}}\ntype=raw,value=stable";
  const { code, outputs, stdout } = await step({ image, tags }, { GITHUB_REF: "refs/tags/v1.2.3" });
  expect([code, outputs["outcome"]]).toEqual([1, "failed"]);
  expect(stdout).toContain("SLIP-REGISTRY-MISMATCH");
  expect([registry.tag("acme/web", "1.2.3"), registry.tag("acme/web", "stable")]).toEqual([other, undefined]);
});
