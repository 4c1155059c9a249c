import { describe, expect, test } from "@jest/globals";
import { imagesOf } from "../../../actions/build-image/images.ts";
import { spec } from "../../../actions/build-image/spec.ts";
import { readBuildArgs, readSecrets } from "../../../actions/build-image/values.ts";
import { Secret } from "../../../shared/action/secret.ts";
import { readEvent } from "../../../shared/domain/image/event.ts";
import type { Manifest } from "../../../shared/domain/manifest/types.ts";
import { parseSize } from "../../../shared/domain/size.ts";
import { fakeContext } from "../../fakes/context.ts";

const event = readEvent({ env: { GITHUB_REPOSITORY: "Acme/Shop" }, payload: undefined, now: new Date(0) });
const plain = { buildArgs: {}, platforms: [], paths: [] };
const manifest = {
  images: [
    { ...plain, name: "web", repository: "ghcr.io/acme/web", context: ".", file: "Dockerfile" },
    { ...plain, name: "job", repository: "ghcr.io/acme/job", context: "job", file: "job/Dockerfile" },
  ],
} as unknown as Manifest;

const images = (inputs: Parameters<typeof fakeContext<typeof spec>>[1]) =>
  imagesOf(fakeContext(spec, inputs).inputs, { event, readManifest: () => Promise.resolve(manifest) });

describe("images", () => {
  test("one by plain inputs, its name in small letters", async () => {
    expect(await images({})).toEqual([
      { ...plain, name: "image", repository: "ghcr.io/acme/shop", context: ".", file: "Dockerfile" },
    ]);
    const given = {
      image: "ghcr.io/Acme/Web",
      context: "web/",
      target: "release",
      platforms: ["linux/amd64, linux/arm64"],
      buildArgs: ["A=1"],
      maxSize: "10MB",
      smoke: "http: /ok",
    };
    expect(await images(given)).toMatchObject([
      {
        repository: "ghcr.io/acme/web",
        context: "web",
        file: "web/Dockerfile",
        target: "release",
        platforms: ["linux/amd64", "linux/arm64"],
        buildArgs: { A: "1" },
        maxSize: "10MB",
        smoke: { test: { kind: "http", path: "/ok", port: 8080, statuses: [200] }, timeout: 30 },
      },
    ]);
  });

  test("all of the manifest, or those that are named", async () => {
    const names = async (given: object) => (await images({ manifest: "m", ...given })).map(({ name }) => name);
    expect(await names({})).toEqual(["web", "job"]);
    expect(await names({ images: "job" })).toEqual(["job"]);
    expect(await names({ images: "- job\n- web" })).toEqual(["job", "web"]);
    await expect(names({ images: "jobs" })).rejects.toThrow("the manifest has `web`, `job`");
  });

  test("as YAML, with the step's defaults", async () => {
    const given = {
      images: "api:\n  repository: ghcr.io/acme/api\n  build-args: { B: '2' }\n",
      buildArgs: ["A=1", "B=1"],
    };
    expect(await images(given)).toMatchObject([{ name: "api", buildArgs: { A: "1", B: "2" }, file: "Dockerfile" }]);
  });

  test.each([
    [{ images: "a: {" }, "`images` is not valid YAML"],
    [{ images: "a: { repository: UPPER }" }, "a.repository: must be a lower-case image name"],
    [{ images: "'a b': { repository: ghcr.io/a/b }" }, "cannot be one: `a b`"],
    [{ images: "web" }, "there is no manifest that has it"],
    [{ smoke: "http: /a\nexit: 0" }, "must have one of `http`, `exec` and `exit`"],
    [{ context: "../x" }, "`context` must be a path inside the repository"],
  ])("%j is told", async (given, message) => {
    await expect(images(given)).rejects.toThrow(message);
  });
});

describe("values", () => {
  test("build arguments keep everything behind the first =", () => {
    expect(readBuildArgs(["A=b=c", "E="])).toEqual({ A: "b=c", E: "" });
    expect(() => readBuildArgs(["1A=x"])).toThrow("not `KEY=VALUE`");
  });

  test("secrets have one line or, in quotes, several; each is protected", () => {
    const seen: string[] = [];
    const protect = (value: string) => {
      seen.push(value);
      return new Secret(value);
    };
    const text = 'one=first value\n\ntwo="a\nb ""c"""\nthree=x"y\n';
    const secrets = readSecrets(new Secret(text), protect);
    expect([...secrets].map(([id, value]) => [id, value.reveal()])).toEqual([
      ["one", "first value"],
      ["two", 'a\nb "c"'],
      ["three", 'x"y'],
    ]);
    expect(seen).toHaveLength(3);
    expect(readSecrets(undefined, protect).size).toBe(0);
    expect(() => readSecrets(new Secret("npm="), protect)).toThrow("the secret `npm` in `secrets` is empty");
    expect(() => readSecrets(new Secret("nothing"), protect)).toThrow("not `id=value`");
  });

  test.each([
    ["250MB", 250_000_000],
    ["1.5 GiB", 1_610_612_736],
    ["10 B", 10],
    ["2kB", 2000],
    ["10%", undefined],
    ["x", undefined],
  ])("%s", (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });
});
