import { describe, expect, test } from "@jest/globals";
import { basesOf, inheritedBy, resolveBases } from "../../../actions/build-image/bases.ts";
import type { BuiltImage, ImagePlan } from "../../../actions/build-image/ports.ts";
import { spec } from "../../../actions/build-image/spec.ts";
import { Failure } from "../../../shared/action/failure.ts";
import { parseDockerfile } from "../../../shared/domain/dockerfile.ts";
import type { PlatformImage, Registry } from "../../../shared/ports/registry.ts";
import { fakeContext } from "../../fakes/context.ts";
import { planOf } from "./evidence-setting.ts";

const A = `sha256:${"a".repeat(64)}`;
const B = `sha256:${"b".repeat(64)}`;

const plan = (dockerfile: string, target?: string): ImagePlan => {
  const bare = planOf("ghcr.io/acme/shop");
  return { ...bare, dockerfile: parseDockerfile(dockerfile), image: { ...bare.image, target } };
};

const image = (parts: Partial<PlatformImage["config"]>, layers = 0): PlatformImage =>
  ({
    platform: { os: "linux", architecture: "amd64" },
    config: { created: undefined, env: [], history: [], ...parts },
    layers: Array.from({ length: layers }),
  }) as unknown as PlatformImage;

const registry = (tags: Readonly<Record<string, string>>, found: readonly PlatformImage[] = []) =>
  ({
    resolve: async (reference: string) =>
      tags[reference] === undefined ? undefined : { mediaType: "m", digest: tags[reference], size: 1 },
    images: async () => found,
  }) satisfies Pick<Registry, "resolve" | "images">;

const context = fakeContext(spec, {});

test("those of the target's stages and of what they copy from, each once", () => {
  const text =
    "FROM node:24 AS build\nFROM alpine AS other\nFROM node:24\nCOPY --from=build /a /a\nCOPY --from=nginx:1 /b /b\n";
  expect(basesOf(plan(text))).toEqual(["node:24", "nginx:1"]);
  expect(basesOf(plan(text, "other"))).toEqual(["alpine"]);
  expect(basesOf(plan("FROM scratch\n"))).toEqual([]);
});

describe("a base image", () => {
  test("by tag gets the digest that the tag names now", async () => {
    const found = await resolveBases(registry({ "docker.io/library/node:24": A }), context)(plan("FROM node:24\n"), []);
    expect(found).toEqual([{ reference: "node:24", digest: A, pinned: false, notes: [] }]);
  });

  test("that is pinned is stale once its tag names another one", async () => {
    const tags = { "docker.io/library/node:24": B };
    const [base] = await resolveBases(registry(tags), context)(plan(`FROM node:24@${A}\n`), []);
    expect(base).toMatchObject({ digest: A, pinned: true, newer: B, notes: [expect.stringContaining(B)] });
    const [fresh] = await resolveBases(registry(tags), context)(plan(`FROM node:24@${B}\n`), []);
    expect(fresh).toMatchObject({ digest: B, notes: [] });
    expect(fresh).not.toHaveProperty("newer");
  });

  test("that is old is told, one of no age is not", async () => {
    const now = context.clock.date().getTime();
    const made = (days: number) => image({ created: new Date(now - days * 86_400_000).toISOString() });
    const tags = { "docker.io/library/node:24": A };
    const notes = async (found: PlatformImage) =>
      (await resolveBases(registry(tags, [found]), context)(plan("FROM node:24\n"), []))[0]?.notes;
    expect(await notes(made(100))).toEqual(["It was made 100 days ago."]);
    expect(await notes(made(10))).toEqual([]);
    expect(await notes(image({ created: "1980-01-01T00:00:00Z" }))).toEqual([]);
  });

  test("whose registry does not answer, or knows it not, never fails a build", async () => {
    const away = {
      ...registry({}),
      resolve: () => Promise.reject(new Failure("SLIP-REGISTRY-FAILED", "answered 429", { blame: "provider" })),
    };
    const [base] = await resolveBases(away, context)(plan("FROM node:24\n"), []);
    expect(base).toMatchObject({ digest: undefined, notes: [expect.stringContaining("429")] });
    const [none] = await resolveBases(registry({}), context)(plan("FROM node:24\n"), []);
    expect(none).toMatchObject({ digest: undefined, notes: ["The registry has no such image."] });
  });

  test("whose registry hangs holds nobody up", async () => {
    const silent = { ...registry({}), resolve: () => new Promise<undefined>(() => {}) };
    const own = fakeContext(spec, {});
    const [base] = await resolveBases(silent, own)(plan("FROM node:24\n"), []);
    expect(base).toMatchObject({ digest: undefined, notes: [expect.stringContaining("no answer within 20 s")] });
  });

  test("that was taken from a mirror is looked up there", async () => {
    const from = `mirror.gcr.io/library/node@${B}`;
    const asked: string[] = [];
    const images = async (reference: string) => {
      asked.push(reference);
      return [];
    };
    const resolve = () => Promise.reject(new Error("not asked"));
    const mirrored = [{ reference: "node:24", from, digest: B, frontend: false }];
    const [base] = await resolveBases({ resolve, images }, context)(plan("FROM node:24\n"), mirrored);
    expect(base).toEqual({
      reference: "node:24",
      digest: B,
      pinned: false,
      notes: [`It was taken from ${from}.`],
    });
    expect(asked).toEqual([from]);
  });
});

describe("what the last stage has from its base", () => {
  const step = (createdBy: string) => ({ createdBy, empty: false });
  const base = image({ env: ["GPG_KEY=abc"], history: [step("ADD rootfs"), step("CMD sh")] }, 1);
  const built = (history: readonly string[], dockerfile = "FROM node:24\n"): BuiltImage =>
    ({
      plan: plan(dockerfile),
      mirrored: [],
      platforms: [image({ history: history.map(step) }, 2)],
    }) as unknown as BuiltImage;

  test("is not looked at again", async () => {
    const found = await inheritedBy(
      built(["ADD rootfs", "CMD sh", "COPY"]),
      "linux/amd64",
      registry({}, [base]),
      context,
    );
    expect(found).toEqual({ layers: 1, env: new Set(["GPG_KEY=abc"]), history: 2 });
  });

  test.each([
    ["the tag has moved since", built(["ADD other", "CMD sh", "COPY"]), [base]],
    ["the registry does not have it", built(["ADD rootfs", "CMD sh"]), []],
    ["there is none", built(["COPY"], "FROM scratch\n"), [base]],
  ])("is nothing when %s: then all is looked at", async (_, one, found) => {
    expect(await inheritedBy(one, "linux/amd64", registry({}, found), context)).toMatchObject({
      layers: 0,
      history: 0,
    });
  });

  test("is found through the stages in between", async () => {
    const one = built(["ADD rootfs", "CMD sh"], "FROM node:24 AS a\nFROM a AS b\nFROM b\n");
    expect(await inheritedBy(one, "linux/amd64", registry({}, [base]), context)).toMatchObject({ layers: 1 });
  });
});
