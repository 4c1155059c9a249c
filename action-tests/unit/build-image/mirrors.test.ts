import { expect, test } from "@jest/globals";
import { findMirrored } from "../../../actions/build-image/mirrors.ts";
import { spec } from "../../../actions/build-image/spec.ts";
import { parseDockerfile } from "../../../shared/domain/dockerfile.ts";
import { fakeContext } from "../../fakes/context.ts";
import { planOf } from "./evidence-setting.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;
const HUB = ["docker.io=mirror.gcr.io", "quay.io=mirror.test:5000/quay"];

const mirrored = async (dockerfile: string, tags: readonly string[], lines = HUB) => {
  const asked: string[] = [];
  const resolve = async (reference: string) => {
    asked.push(reference);
    if (reference.includes("broken")) throw new Error("no route");
    return tags.includes(reference) ? { mediaType: "m", digest: DIGEST, size: 1 } : undefined;
  };
  const plan = { ...planOf("ghcr.io/acme/shop"), dockerfile: parseDockerfile(dockerfile) };
  return { asked, found: await findMirrored(lines, { resolve }, fakeContext(spec, {}))(plan) };
};

test("what a mirror has is taken by digest, the Dockerfile's frontend too", async () => {
  const text =
    "# syntax=docker/dockerfile:1\nFROM node:24 AS a\nFROM quay.io/app/base\nCOPY --from=a / /\nCOPY --from=ghcr.io/acme/x:1 / /\n";
  const tags = ["mirror.gcr.io/library/node:24", "mirror.gcr.io/docker/dockerfile:1", "mirror.test:5000/quay/app/base"];
  const { asked, found } = await mirrored(text, tags);
  expect(found).toEqual([
    { reference: "node:24", from: `mirror.gcr.io/library/node@${DIGEST}`, digest: DIGEST, frontend: false },
    {
      reference: "quay.io/app/base",
      from: `mirror.test:5000/quay/app/base@${DIGEST}`,
      digest: DIGEST,
      frontend: false,
    },
    {
      reference: "docker/dockerfile:1",
      from: `mirror.gcr.io/docker/dockerfile@${DIGEST}`,
      digest: DIGEST,
      frontend: true,
    },
  ]);
  expect(asked).not.toContainEqual(expect.stringContaining("acme/x"));
});

test("what a mirror does not have, or cannot be asked for, is left where it is", async () => {
  expect((await mirrored("FROM node:24\nCOPY --from=broken / /\n", [])).found).toEqual([]);
  expect(await mirrored("FROM node:24\n", [], ["none"])).toEqual({ asked: [], found: [] });
});

test("a pinned digest is asked for as it is", async () => {
  const { asked } = await mirrored(`FROM node:24@${DIGEST}\n`, []);
  expect(asked).toEqual([`mirror.gcr.io/library/node:24@${DIGEST}`]);
});
