import { describe, expect, test } from "@jest/globals";
import { cacheFor } from "../../../actions/build-image/cache.ts";
import { clean } from "../../../actions/build-image/clean.ts";
import type { BuildInputs, ImagePlan, Ports } from "../../../actions/build-image/ports.ts";
import { spec } from "../../../actions/build-image/spec.ts";
import { inOrder } from "../../../actions/build-image/tagging.ts";
import type { Event } from "../../../shared/domain/image/event.ts";
import type { CachePlace } from "../../../shared/ports/builder.ts";
import { cacheFrom, cacheTo } from "../../../shared/providers/builder/arguments.ts";
import { fakeContext } from "../../fakes/context.ts";

const event: Event = {
  name: "push",
  ref: "refs/heads/main",
  commit: "a".repeat(40),
  before: undefined,
  repository: "acme/shop",
  defaultBranch: "main",
  serverUrl: "https://github.com",
  pull: undefined,
  branch: "main",
  tag: undefined,
  now: new Date(0),
};
const pull = (unprivileged: boolean): Event => ({
  ...event,
  name: "pull_request",
  branch: undefined,
  pull: { number: 7, baseRef: "main", headRef: "fix", unprivileged, closed: true },
});
const plan = (name: string, more: { platforms?: readonly string[]; target?: string } = {}) =>
  ({
    name,
    repository: `ghcr.io/acme/${name}`,
    platforms: more.platforms ?? [],
    image: { name, target: more.target },
  }) as ImagePlan;

interface Choice {
  readonly of?: ImagePlan;
  readonly pushes?: boolean;
  readonly inputs?: Partial<BuildInputs>;
  readonly hasActionsCache?: boolean;
  /** The service as we speak to it, on a runner that keeps its disk or not. */
  readonly folderCache?: { readonly keepsDisk: boolean };
  /** BuildKit speaks the service's language. */
  readonly speaks?: boolean;
  readonly caches?: readonly CachePlace["kind"][];
  readonly peers?: readonly ImagePlan[];
}

describe("where layers are kept", () => {
  const choose = async (at: Event, choice: Choice = {}) => {
    const { pushes = true, inputs = {}, hasActionsCache = false, peers = [], of = plan("web"), speaks = true } = choice;
    const full = fakeContext(spec, inputs).inputs;
    const folderCache = choice.folderCache as Ports["folderCache"];
    const ports = { event: at, hasActionsCache, folderCache, cacheFolder: "/cache", architecture: "amd64" };
    const builder = {
      caches: choice.caches ?? (["registry", "gha", "local"] as const),
      speaksActionsCache: () => Promise.resolve(speaks),
    };
    const { from, to, carried } = await cacheFor(of, peers, { inputs: full, pushes, builder }, ports);
    const all = { from: from.map(cacheFrom), to: to.map(cacheTo) };
    return carried === undefined ? all : { ...all, carried };
  };
  const tail = ",mode=max,ignore-error=true";
  const registry = `${tail},image-manifest=true,oci-mediatypes=true`;
  const at = (tag: string, name = "web") => `type=registry,ref=ghcr.io/acme/${name}:${tag}`;
  const tagOf = async (of: ImagePlan, on: Event = event) =>
    /:([^:,]+),/.exec((await choose(on, { of })).to[0] ?? "")?.[1];

  test("a push keeps them beside the image, and reads what its peers keep", async () => {
    expect(await choose(event, { peers: [plan("job")] })).toEqual({
      from: [at("buildcache-main.web.linux-amd64"), at("buildcache-main.job.linux-amd64", "job")],
      to: [`${at("buildcache-main.web.linux-amd64")}${registry}`],
    });
  });

  test("a pull request has a place of its own, and begins with the default branch's", async () => {
    const tags = ["buildcache-pr-7.web.linux-amd64", "buildcache-main.web.linux-amd64"].map((tag) => at(tag));
    expect(await choose(pull(false))).toEqual({ from: tags, to: [`${tags[0]}${registry}`] });
    expect(await tagOf(plan("web"), { ...event, branch: "feat/x" })).toBe("buildcache-feat-x.web.linux-amd64");
    expect(await tagOf(plan("web"), { ...event, branch: undefined, tag: "v1" })).toBe(
      "buildcache-main.web.linux-amd64",
    );
  });

  test("jobs of a matrix have a place for each platform, image and stage", async () => {
    const plans = [
      plan("web"),
      plan("job"),
      plan("web", { target: "debug" }),
      plan("web", { platforms: ["linux/arm64"] }),
      plan("web", { platforms: ["linux/arm/v7"] }),
      plan("web", { platforms: ["linux/arm64", "linux/amd64"] }),
      plan("web", { platforms: ["linux/arm64"], target: "debug" }),
    ];
    const tags = await Promise.all(plans.map((each) => tagOf(each)));
    expect(new Set(tags).size).toBe(plans.length);
    expect(tags.slice(2)).toEqual([
      "buildcache-main.web.debug.linux-amd64",
      "buildcache-main.web.linux-arm64",
      "buildcache-main.web.linux-arm-v7",
      "buildcache-main.web.linux-amd64_linux-arm64",
      "buildcache-main.web.debug.linux-arm64",
    ]);
    const both = ["linux/amd64", "linux/arm64"];
    expect(await tagOf(plan("web", { platforms: both }))).toBe(
      await tagOf(plan("web", { platforms: both.toReversed() })),
    );
    expect(await tagOf(plan("web", { platforms: ["linux/amd64"] }))).toBe(await tagOf(plan("web")));
    // The other places that a runner may share between jobs, too.
    for (const cache of ["gha", "local"] as const) {
      const places = await Promise.all(plans.map((of) => choose(event, { of, inputs: { cache } })));
      expect(new Set(places.map(({ to }) => to[0])).size).toBe(plans.length);
    }
  });

  test("names that are too long for a tag stay different", async () => {
    const long = "b".repeat(120);
    const tags = await Promise.all(["arm64", "amd64"].map((cpu) => tagOf(plan(long, { platforms: [`linux/${cpu}`] }))));
    expect(new Set(tags).size).toBe(2);
    for (const tag of tags) expect(tag).toMatch(/^[\w][\w.-]{0,127}$/);
  });

  const read = ["buildcache-pr-7.web.linux-amd64", "buildcache-main.web.linux-amd64"].map((tag) => at(tag));
  const scope = "type=gha,scope=slipway-web.linux-amd64";
  const folder = "/cache/buildcache-main.web.linux-amd64";
  const local = { from: [`type=local,src=${folder}`], to: [`type=local,dest=${folder}${tail}`] };
  const ownFolder = "/cache/buildcache-pr-7.web.linux-amd64";
  const carried = { folder, name: "web.linux-amd64" };
  const away = { pushes: false, hasActionsCache: true } as const;

  test("one from a fork only reads beside the image", async () => {
    expect(await choose(pull(true), away)).toEqual({ from: [scope, ...read], to: [`${scope}${tail}`] });
    const none = await choose(pull(true), { pushes: false, inputs: { cache: "registry" } });
    expect(none).toEqual({ from: read, to: [] });
  });

  test("a BuildKit that does not speak to the service gets a folder that we carry", async () => {
    const folderCache = { keepsDisk: false };
    expect(await choose(pull(true), { ...away, folderCache, speaks: false })).toEqual({
      from: [`type=local,src=${ownFolder}`, ...local.from, ...read],
      to: [`type=local,dest=${ownFolder}${tail}`],
      carried: { ...carried, folder: ownFolder },
    });
    expect(await choose(event, { ...away, folderCache, speaks: false })).toEqual({ ...local, carried });
    expect(await choose(event, { ...away, folderCache })).toEqual({ from: [scope], to: [`${scope}${tail}`] });
    // Where the service speaks its first language, every BuildKit does.
    expect(await choose(event, { ...away, speaks: false })).toEqual({ from: [scope], to: [`${scope}${tail}`] });
    expect(await choose(event, { hasActionsCache: true, folderCache, speaks: false })).not.toHaveProperty("carried");
  });

  test("a folder that is asked for is carried where the disk goes away with the job", async () => {
    const inputs = { cache: "local" } as const;
    expect(await choose(event, { inputs, folderCache: { keepsDisk: false } })).toEqual({ ...local, carried });
    expect(await choose(event, { inputs, folderCache: { keepsDisk: true } })).toEqual(local);
    expect(await choose(event, { inputs })).toEqual(local);
  });

  test("without any service a folder serves, and what the builder cannot do is not asked of it", async () => {
    expect(await choose(event, { pushes: false })).toEqual(local);
    expect(await choose(event, { caches: [] })).toEqual({ from: [], to: [] });
    expect(await choose(event, { inputs: { noCache: true } })).toEqual({ from: [], to: [] });
    expect(await choose(event, { inputs: { cache: "none" } })).toEqual({ from: [], to: [] });
  });

  test("a folder with a comma is still one folder", () => {
    const place: CachePlace = { kind: "local", folder: '/a,b"c' };
    expect([cacheFrom(place), cacheTo(place)]).toEqual([
      'type=local,"src=/a,b""c"',
      `type=local,"dest=/a,b""c"${tail}`,
    ]);
  });
});

test("what never moves is tagged first", () => {
  const tag = (name: string, fixed: boolean) => ({ name, fixed });
  expect(inOrder([tag("main", false), tag("sha-1", true), tag("latest", false), tag("1.2.3", true)])).toEqual([
    "sha-1",
    "1.2.3",
    "main",
    "latest",
  ]);
});

const CACHES = ["buildcache-pr-7.image.linux-amd64", "buildcache-pr-7.image.linux-arm64"];

describe("clean", () => {
  const cleaning = (
    of: Event,
    inputs: Partial<BuildInputs>,
    ends: Readonly<Record<string, "deleted" | "absent" | "unsupported">>,
    tags: readonly string[] = [
      "main",
      "pr-7",
      ...CACHES,
      "buildcache-pr-70.image.linux-amd64",
      "buildcache-main.image",
    ],
  ) => {
    const asked: string[] = [];
    const packages: string[] = [];
    const context = fakeContext(spec, { command: "clean", ...inputs });
    const ports = {
      event: of,
      registry: {
        tags: () => Promise.resolve(tags),
        remove: (reference: string) => {
          asked.push(reference);
          return Promise.resolve(ends[reference] ?? "unsupported");
        },
      },
      packages: {
        remove: (reference: string) => {
          packages.push(reference);
          return Promise.resolve("shared");
        },
      },
    } as unknown as Ports;
    return { asked, packages, context, done: () => clean(context, ports) };
  };

  test("removes the pull request's tag and caches, and nothing else", async () => {
    const tags = {
      "127.0.0.1:5000/acme/web:pr-7": "deleted",
      "127.0.0.1:5000/acme/web:buildcache-pr-7.image.linux-amd64": "deleted",
      "127.0.0.1:5000/acme/web:buildcache-pr-7.image.linux-arm64": "absent",
    } as const;
    const { asked, packages, context, done } = cleaning(pull(false), { image: "127.0.0.1:5000/acme/web" }, tags);
    expect(await done()).toMatchObject({ outcome: "cleaned" });
    expect(asked).toEqual(Object.keys(tags));
    expect(packages).toEqual([]);
    expect(context.summary.markdown()).toContain("Images of pull request 7");
  });

  test("on ghcr.io it asks for the package, and keeps what others name too", async () => {
    const { packages, context, done } = cleaning(pull(false), { image: "ghcr.io/acme/web" }, {});
    await done();
    expect(packages).toEqual(["pr-7", ...CACHES].map((tag) => `ghcr.io/acme/web:${tag}`));
    expect(context.runner.log.join("\n")).toContain("kept: the image has other tags too");
  });

  test("elsewhere it says that the registry deletes no tags", async () => {
    const { context, done } = cleaning(pull(false), { image: "example.com/acme/web" }, {});
    await done();
    expect(context.runner.log.join("\n")).toContain("the registry does not delete tags");
  });

  test("a dry run deletes nothing, and without a pull request there is nothing to clean", async () => {
    const dry = cleaning(pull(false), { dryRun: true }, {});
    expect(await dry.done()).toMatchObject({ outcome: "planned" });
    expect(dry.asked).toEqual([]);
    await expect(cleaning(event, {}, {}).done()).rejects.toMatchObject({ code: "SLIP-INPUT-INVALID" });
  });
});
