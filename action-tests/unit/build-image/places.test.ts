import { describe, expect, test } from "@jest/globals";
import { cacheFor, cacheTag } from "../../../actions/build-image/cache.ts";
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
const plan = (name: string) => ({ name, repository: `ghcr.io/acme/${name}` }) as ImagePlan;

describe("where layers are kept", () => {
  const choose = (
    of: Event,
    {
      pushes = true,
      inputs = {},
      hasActionsCache = false,
      caches = ["registry", "gha", "local"] as const,
      peers = [] as ImagePlan[],
    } = {},
  ) => {
    const full = fakeContext(spec, inputs as Partial<BuildInputs>).inputs;
    const ports = { event: of, hasActionsCache, cacheFolder: "/cache" };
    const { from, to } = cacheFor(plan("web"), peers, { inputs: full, pushes, builder: { caches } }, ports);
    return { from: from.map(cacheFrom), to: to.map(cacheTo) };
  };
  const tail = ",mode=max,ignore-error=true";
  const registry = `${tail},image-manifest=true,oci-mediatypes=true`;

  test("a push keeps them beside the image, and reads what its peers keep", () => {
    expect(choose(event, { peers: [plan("job")] })).toEqual({
      from: ["type=registry,ref=ghcr.io/acme/web:buildcache", "type=registry,ref=ghcr.io/acme/job:buildcache"],
      to: [`type=registry,ref=ghcr.io/acme/web:buildcache${registry}`],
    });
  });

  test("a pull request has a place of its own, and begins with the base's", () => {
    expect(choose(pull(false))).toEqual({
      from: ["type=registry,ref=ghcr.io/acme/web:buildcache-pr-7", "type=registry,ref=ghcr.io/acme/web:buildcache"],
      to: [`type=registry,ref=ghcr.io/acme/web:buildcache-pr-7${registry}`],
    });
    expect(cacheTag({ ...event, branch: "feat/x" })).toBe("buildcache-feat-x");
  });

  test("one from a fork only reads beside the image", () => {
    const read = [
      "type=registry,ref=ghcr.io/acme/web:buildcache-pr-7",
      "type=registry,ref=ghcr.io/acme/web:buildcache",
    ];
    const service = choose(pull(true), { pushes: false, hasActionsCache: true });
    expect(service).toEqual({
      from: ["type=gha,scope=slipway-web", ...read],
      to: [`type=gha,scope=slipway-web${tail}`],
    });
    const none = choose(pull(true), { pushes: false, inputs: { cache: "registry" } });
    expect(none).toEqual({ from: read, to: [] });
  });

  test("without any service a folder serves, and what the builder cannot do is not asked of it", () => {
    expect(choose(event, { pushes: false })).toEqual({
      from: ["type=local,src=/cache/web"],
      to: [`type=local,dest=/cache/web${tail}`],
    });
    expect(choose(event, { caches: [] as unknown as ["registry", "gha", "local"] })).toEqual({ from: [], to: [] });
    expect(choose(event, { inputs: { noCache: true } })).toEqual({ from: [], to: [] });
    expect(choose(event, { inputs: { cache: "none" } })).toEqual({ from: [], to: [] });
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

describe("clean", () => {
  const cleaning = (
    of: Event,
    inputs: Partial<BuildInputs>,
    ends: Readonly<Record<string, "deleted" | "absent" | "unsupported">>,
  ) => {
    const asked: string[] = [];
    const packages: string[] = [];
    const context = fakeContext(spec, { command: "clean", ...inputs });
    const ports = {
      event: of,
      registry: {
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

  test("removes the pull request's tag and cache, and nothing else", async () => {
    const tags = {
      "127.0.0.1:5000/acme/web:pr-7": "deleted",
      "127.0.0.1:5000/acme/web:buildcache-pr-7": "absent",
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
    expect(packages).toEqual(["ghcr.io/acme/web:pr-7", "ghcr.io/acme/web:buildcache-pr-7"]);
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
