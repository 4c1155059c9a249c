import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { BuiltImage } from "../../../actions/build-image/ports.ts";
import { passed, rowsOf } from "../../../actions/build-image/size/compare.ts";
import { createSizes } from "../../../actions/build-image/size/sizes.ts";
import { bytes, difference, percent } from "../../../actions/build-image/size/units.ts";
import { spec } from "../../../actions/build-image/spec.ts";
import { Failure } from "../../../shared/action/failure.ts";
import type { ImageLayer, PlatformImage } from "../../../shared/ports/registry.ts";
import { fakeContext } from "../../fakes/context.ts";
import { planOf } from "./evidence-setting.ts";

const layer = (digest: string, size: number, createdBy?: string): ImageLayer => ({
  descriptor: { mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", digest: `sha256:${digest}`, size },
  diffId: undefined,
  createdBy,
});

const platform = (layers: readonly ImageLayer[], architecture = "amd64"): PlatformImage => ({
  manifest: {
    descriptor: { mediaType: "m", digest: `sha256:${architecture}`, size: 1 },
    bytes: new Uint8Array(),
    content: {
      kind: "manifest",
      mediaType: "m",
      config: { mediaType: "c", digest: "sha256:c", size: 1000 },
      layers: layers.map(({ descriptor }) => descriptor),
      annotations: {},
    },
  },
  platform: { os: "linux", architecture },
  config: {
    platform: { os: "linux", architecture },
    created: undefined,
    env: [],
    labels: {},
    entrypoint: [],
    command: [],
    user: undefined,
    exposedPorts: [],
    diffIds: [],
    history: [],
  },
  layers,
});

describe("layers beside those from before", () => {
  test("the same bytes first, then the same instruction; what is new and what is gone is told", () => {
    const before = [layer("base", 100, "ADD rootfs"), layer("old", 50, "COPY . ."), layer("gone", 7, "RUN b")];
    const now = [layer("base", 100, "ADD rootfs"), layer("new", 80, "COPY . ."), layer("more", 9, "RUN c")];
    const rows = rowsOf(now, before, new Map([["sha256:new", 300]]));
    expect(rows.map(({ createdBy, size, before: former, unpacked }) => [createdBy, size, former, unpacked])).toEqual([
      ["ADD rootfs", 100, 100, undefined],
      ["COPY . .", 80, 50, 300],
      ["RUN c", 9, undefined, undefined],
      ["RUN b", 0, 7, undefined],
    ]);
  });

  test("the values of build arguments, which BuildKit writes before a command, are not shown", () => {
    const [row] = rowsOf([layer("a", 1, "RUN |2 TOKEN=s3cret CHANNEL=x /bin/sh -c npm ci # buildkit")], [], new Map());
    expect(row?.createdBy).toBe("RUN /bin/sh -c npm ci # buildkit");
  });

  test("all that was before is in exactly one row, and the totals agree", () => {
    const layers = fc.array(
      fc.record({ digest: fc.constantFrom("a", "b", "c", "d"), by: fc.constantFrom("", "x", "y"), size: fc.nat(99) }),
    );
    const sum = (numbers: readonly (number | undefined)[]) => numbers.reduce<number>((all, one) => all + (one ?? 0), 0);
    fc.assert(
      fc.property(layers, layers, (now, before) => {
        const read = (given: typeof now) => given.map(({ digest, by, size }) => layer(digest, size, by));
        const rows = rowsOf(read(now), read(before), new Map());
        expect(sum(rows.map(({ size }) => size))).toBe(sum(now.map(({ size }) => size)));
        expect(sum(rows.map((row) => row.before))).toBe(sum(before.map(({ size }) => size)));
      }),
    );
  });
});

test.each([
  [100, undefined, "50B", undefined, 1],
  [100, undefined, "100B", undefined, 0],
  [100, 90, undefined, "10%", 1],
  [99, 90, undefined, "10%", 0],
  [100, 90, undefined, "9B", 1],
  [100, 90, undefined, "10B", 0],
  [100, undefined, undefined, "1%", 0],
  [80, 90, undefined, "0%", 0],
  [2e6, 1e6, "1.5MB", "50%", 2],
])("%d bytes, %p before, limits %p and %p: %d are passed", (size, before, maxSize, maxGrowth, count) => {
  expect(passed(size, before, { maxSize, maxGrowth })).toHaveLength(count);
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.00 kB"],
  [1_066_192, "1.07 MB"],
  [123_456_789, "123 MB"],
  [2_500_000_000, "2.50 GB"],
])("%d bytes are %s", (amount, text) => {
  expect(bytes(amount)).toBe(text);
});

test("differences have a sign", () => {
  expect([difference(5), difference(-2000), difference(0)]).toEqual(["+5 B", "-2.00 kB", "0 B"]);
  expect([percent(5, 100), percent(-5, 100), percent(5, 0)]).toEqual(["+5.0 %", "-5.0 %", "new"]);
});

describe("the report", () => {
  const now = platform([layer("new", 80_000, "COPY . .")]);
  const was = platform([layer("old", 50_000, "COPY . .")]);
  const setting = (
    found: () => Promise<readonly PlatformImage[] | undefined>,
    put: (pull: number, key: string, body: string) => Promise<"created"> = async () => "created",
    pull: number | undefined = 7,
  ) => {
    const context = fakeContext(spec, {});
    const comments = { put, remove: async () => "absent" as const };
    return { context, sizes: createSizes({ context, registry: { images: found }, comments, pull }) };
  };
  const image = (limits: { maxSize?: string; maxGrowth?: string } = {}): BuiltImage => {
    const plan = planOf("ghcr.io/acme/shop");
    return {
      plan: { ...plan, image: { ...plan.image, ...limits }, base: "ghcr.io/acme/shop:main" },
      platforms: [platform([layer("small", 10, "COPY . .")], "arm64"), now],
      layout: { unpackedSize: async () => 200_000 },
    } as unknown as BuiltImage;
  };

  test("is about the largest platform, against the same platform of the base branch", async () => {
    const { sizes } = setting(async () => [platform([], "arm64"), was]);
    expect(await sizes.compare(image({ maxGrowth: "10%" }))).toMatchObject({
      platform: "linux/amd64",
      size: 81_000,
      unpacked: 200_000,
      before: 51_000,
      rows: [{ size: 80_000, before: 50_000 }],
      over: ["the image grew by 30.0 kB (+58.8 %) to 81.0 kB, `max-growth` is 10%"],
    });
  });

  test("does without a base branch's image, and without a registry that answers", async () => {
    const away = () => Promise.reject(new Failure("SLIP-REGISTRY-FAILED", "away", { blame: "provider" }));
    const silent = () => new Promise<never>(() => {});
    for (const found of [async () => undefined, away, silent]) {
      const { sizes } = setting(found);
      expect(await sizes.compare(image({ maxGrowth: "1%" }))).toMatchObject({ before: undefined, over: [] });
    }
  });

  test("is one comment for all images, under a key of their names; hostile instructions are harmless in it", async () => {
    const bodies: [number, string, string][] = [];
    const { sizes } = setting(
      async () => [was],
      async (...given) => {
        bodies.push(given);
        return "created";
      },
    );
    const report = await sizes.compare(image());
    const evil = {
      ...report,
      rows: [{ ...report.rows[0], createdBy: "<img src=x> @everyone | `x`" } as (typeof report.rows)[number]],
    };
    await sizes.comment(
      new Map([
        ["web", report],
        ["api", evil],
      ]),
    );
    expect(bodies).toHaveLength(1);
    expect(bodies[0]?.slice(0, 2)).toEqual([7, "image-size/api+web"]);
    expect(bodies[0]?.[2]).toContain("&#43;30.0 kB");
    expect(bodies[0]?.[2]).not.toMatch(/<img| \| `x`/);
  });

  test("nothing is commented outside of pull requests, and a comment that is refused changes nothing", async () => {
    let puts = 0;
    const put = async () => {
      puts++;
      throw new Failure("SLIP-HTTP-AUTH", "no right", { blame: "user" });
    };
    const outside = createSizes({
      context: fakeContext(spec, {}),
      registry: { images: async () => undefined },
      comments: { put, remove: async () => "absent" },
      pull: undefined,
    });
    const report = await outside.compare(image());
    await outside.comment(new Map([["web", report]]));
    expect(puts).toBe(0);
    const { sizes, context } = setting(async () => undefined, put);
    await sizes.comment(new Map([["web", report]]));
    expect(puts).toBe(1);
    expect(context.runner.log.join("\n")).toContain("not told in the pull request");
  });
});
