import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type RegistryEmulator, startRegistryEmulator } from "../cloud/registry/start.ts";
import { type SigstoreEmulator, startSigstore } from "../cloud/sigstore/start.ts";
import { installFakeDocker } from "../fakes/docker.ts";
import { newRepository, type Repository } from "../tools/repository.ts";
import { runStep, type StepEnd } from "../tools/step.ts";

const WORKFLOW = ".github/workflows/ci.yml";

describe("an image that the workflow signed", () => {
  let sigstore: SigstoreEmulator;
  let registry: RegistryEmulator;
  let repository: Repository;
  let folder = "";
  let built: StepEnd;

  const run = (action: string, inputs: Record<string, string>, env: Record<string, string> = {}): Promise<StepEnd> => {
    const sha = repository.git("rev-parse", "HEAD");
    return runStep({
      action,
      workspace: repository.folder,
      env: {
        PATH: `${folder}:${process.env["PATH"] ?? ""}`,
        RUNNER_TOOL_CACHE: join(folder, "tools"),
        GITHUB_SHA: sha,
        GITHUB_WORKFLOW_REF: `acme/shop/${WORKFLOW}@refs/heads/main`,
        GITHUB_WORKFLOW_SHA: sha,
        ...env,
      },
      inputs,
    });
  };
  const build = (): Promise<StepEnd> => {
    const { url, token } = sigstore.identity;
    return run(
      "build-image",
      { image: `${registry.host}/acme/shop`, cache: "none", "fulcio-url": sigstore.url, "rekor-url": sigstore.url },
      { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token },
    );
  };
  const verify = (images = built.outputs["metadata"] ?? "", root = join(folder, "root.json")): Promise<StepEnd> =>
    run("verify-image", { "tuf-url": sigstore.tuf.url, "tuf-root": root, images });

  beforeAll(async () => {
    repository = newRepository();
    repository.commit("Begin", { Dockerfile: "FROM scratch\nCOPY x /\n", x: "1" });
    const sha = repository.git("rev-parse", "HEAD");
    sigstore = await startSigstore({
      run: { repository: "acme/shop", sha, ref: "refs/heads/main", workflow: WORKFLOW },
    });
    registry = await startRegistryEmulator({});
    folder = mkdtempSync(join(tmpdir(), "slipway-keyless-"));
    writeFileSync(join(folder, "root.json"), sigstore.tuf.root);
    installFakeDocker(folder);
    built = await build();
  });
  afterAll(async () => {
    await Promise.all([sigstore.close(), registry.close()]);
    repository.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test("is verified with nothing set up, by what Sigstore publishes", async () => {
    expect([built.code, built.outputs["outcome"]]).toEqual([0, "built"]);
    expect(JSON.parse(built.outputs["metadata"] ?? "")).toMatchObject({ image: { signed: "sigstore" } });
    const end = await verify();
    expect([end.code, end.outputs["outcome"], end.stderr]).toEqual([0, "verified", ""]);
    expect(end.summary).toContain("signed by a run of the repository");
    expect(end.summary).not.toContain("could not be refreshed");
    expect(sigstore.violations).toEqual([]);
  });

  test("is built again, which gives the same, since what builds cannot check the signature", async () => {
    const again = await build();
    expect(again.code).toBe(0);
    expect(again.outputs["image-ref"]).toBe(built.outputs["image-ref"]);
    expect(again.outputs["changed"]).toBe("false");
  });

  test("is still verified after the keys of the repository were replaced", async () => {
    sigstore.tuf.rotate();
    sigstore.tuf.rotate();
    const end = await verify();
    expect([end.code, end.outputs["outcome"]]).toEqual([0, "verified"]);
  });

  test("is refused as long as the repository goes back to what it was", async () => {
    const goBack = sigstore.tuf.remember();
    sigstore.tuf.publish();
    expect((await verify()).code).toBe(0);
    goBack();
    const end = await verify();
    expect([end.code, end.outputs["outcome"]]).toEqual([1, "failed"]);
    expect(end.stdout).toMatch(/::error .*SLIP-IMAGE-TRUST/);
    expect(end.stdout).toContain("less than current version");
    // Its next versions are newer again than what was seen.
    sigstore.tuf.publish();
    sigstore.tuf.publish();
    expect((await verify()).code).toBe(0);
  });

  test("is refused where what somebody else built without a signature lies in its place", async () => {
    const other = await run("build-image", { image: `${registry.host}/acme/planted`, cache: "none" });
    expect(other.code).toBe(0);
    const images = JSON.stringify({ shop: { ref: other.outputs["image-ref"], signed: "sigstore" } });
    const end = await verify(images);
    expect(end.code).toBe(1);
    expect(end.stdout).toMatch(/::error .*SLIP-IMAGE-UNVERIFIED/);
    expect(end.stdout).toContain("is not signed");
  });

  test("is not checked by a repository that nobody knows the first root of", async () => {
    const end = await verify(undefined, "");
    expect(end.code).toBe(1);
    expect(end.stdout).toMatch(/SLIP-INPUT-INVALID/);
    expect(end.stdout).toContain("tuf-root");
  });
});
