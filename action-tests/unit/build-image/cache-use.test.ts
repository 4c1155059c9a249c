import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Keeper, problemOf } from "../../../actions/build-image/cache-proof.ts";
import { useCache } from "../../../actions/build-image/cache-use.ts";
import type { CachePlan } from "../../../actions/build-image/cache.ts";
import type { Ports } from "../../../actions/build-image/ports.ts";
import { spec } from "../../../actions/build-image/spec.ts";
import { Secret } from "../../../shared/action/secret.ts";
import { keySigner } from "../../../shared/attestations/key.ts";
import { readEvent } from "../../../shared/domain/image/event.ts";
import type { Built } from "../../../shared/ports/builder.ts";
import type { Registry } from "../../../shared/ports/registry.ts";
import { type RegistryEmulator, startRegistryEmulator } from "../../cloud/registry/start.ts";
import { fakeContext } from "../../fakes/context.ts";
import { registryClient } from "../providers/oci/client.ts";
import { removeLayouts, smallImage } from "../providers/oci/images.ts";
import { planOf } from "./evidence-setting.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const { sign, publicKey: key } = keySigner(new Secret(privateKey.export({ type: "pkcs8", format: "pem" }).toString()));
const keeper: Keeper = {
  sign,
  key,
  repository: "https://github.com/acme/shop",
  workflow: "acme/shop/.github/workflows/ci.yml@refs/heads/main",
  event: readEvent({ env: { GITHUB_REF: "refs/heads/main" }, payload: {}, now: new Date(0) }),
};

let cloud: RegistryEmulator;
let registry: Registry;
let count = 0;
let name = "";
beforeAll(async () => {
  cloud = await startRegistryEmulator({ auth: "none" });
});
afterAll(async () => {
  await cloud.close();
  await removeLayouts();
});
beforeEach(() => {
  cloud.clearFaults();
  ({ registry } = registryClient());
  name = `acme/cached-${++count}`;
});

const built = (cacheDigest?: string): Built => ({
  folder: "",
  builder: "a builder",
  steps: { total: 1, cached: 0 },
  findings: [],
  cacheTrouble: undefined,
  cacheDigest,
});

const scene = () => {
  const repository = `${cloud.host}/${name}`;
  const place = { kind: "registry", reference: `${repository}:cache` } as const;
  const cache: CachePlan = { from: [place], to: [place], words: "beside the image" };
  const use = async (more: Partial<CachePlan> = {}, by: Keeper | "nobody" = keeper) => {
    const context = fakeContext(spec, {});
    const ports = { registry } as unknown as Ports;
    const used = await useCache(
      { ...cache, ...more },
      {
        plan: planOf(repository),
        keeper: by === "nobody" ? undefined : by,
        context,
        ports,
      },
    );
    return { used, warnings: () => context.runner.log.join("\n") };
  };
  /** What BuildKit does: a manifest with its layers, and the tag. */
  const written = async (text: string): Promise<string> => {
    const { digest } = await registry.push(await smallImage(text), repository);
    await registry.tag(repository, digest, ["cache"]);
    return digest;
  };
  const held = () => cloud.bytes(name, cloud.tag(name, "cache") ?? "") ?? Buffer.alloc(0);
  return { repository, place, use, written, held };
};

describe("a cache in a registry", () => {
  test("is signed as the builder wrote it, whatever the tag names by then", async () => {
    const { use, written, held, repository } = scene();
    const mine = await written("mine");
    await written("somebody else's");
    const { used } = await use({ from: [] });
    await used.keep(built(mine));
    expect(problemOf(held(), keeper)).toBeUndefined();
    const { layers } = JSON.parse(String(held())) as { layers: unknown };
    expect(layers).toEqual((JSON.parse(String(cloud.bytes(name, mine))) as { layers: unknown }).layers);
    const next = await use();
    expect(next.used.from).toEqual([{ kind: "registry", reference: `${repository}@${cloud.tag(name, "cache")}` }]);
    expect([next.used.notes, next.used.words]).toEqual([[], "beside the image; only what our key signed is read"]);
  });

  test("that the builder does not tell of is not signed", async () => {
    const { use, written, held } = scene();
    await written("mine");
    const { used, warnings } = await use();
    await used.keep(built());
    expect(warnings()).toContain("is not signed, since the builder does not say what it wrote");
    expect(problemOf(held(), keeper)).toBe("is not signed");
    expect(used.from).toEqual([]);
    expect(used.notes[0]).toMatch(/^The cache `\S+:cache` is not used: it is not signed\.$/);
  });

  test("that is not there yet is nothing to tell of", async () => {
    const { used, warnings } = await scene().use();
    expect([used.from, used.notes, warnings()]).toEqual([[], [], ""]);
  });

  test("is used as it is where there is no key, and nothing is asked", async () => {
    const { use, place } = scene();
    const before = cloud.journal.length;
    const { used } = await use({}, "nobody");
    await used.keep(built(`sha256:${"1".repeat(64)}`));
    expect([used.from, used.to, cloud.journal.length]).toEqual([[place], [place], before]);
  });

  test("that cannot be looked at or written fails no build", async () => {
    const { use, written } = scene();
    const mine = await written("mine");
    cloud.fault({ method: "PUT", action: { kind: "status", status: 403 } });
    const { used, warnings } = await use({ from: [] });
    await used.keep(built(mine));
    expect(warnings()).toContain("The cache of `web` is not kept");
    cloud.clearFaults();
    cloud.fault({ action: { kind: "status", status: 500 } });
    const blind = await use();
    expect([blind.used.from, blind.used.notes[0]]).toEqual([[], expect.stringContaining("could not be looked at")]);
  });
});

test("what BuildKit keeps in GitHub's cache is used, and said to be unsigned", async () => {
  const place = { kind: "gha", scope: "slipway-web" } as const;
  const { used } = await scene().use({ from: [place], to: [place] });
  expect([used.from, used.to]).toEqual([[place], [place]]);
  expect(used.notes).toEqual([expect.stringContaining("Nobody signs")]);
});
