import { afterEach, describe, expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import { readAddresses } from "../../../../shared/dependencies/addresses/read.ts";
import { createRegistries } from "../../../../shared/providers/registries/registries.ts";
import { type RegistriesEmulator, startRegistries } from "../../../cloud/registries/start.ts";
import type { ReleaseOptions } from "../../../cloud/registries/world.ts";
import { hurriedClock } from "../../../fakes/hurried-clock.ts";
import { dependency, realHttp } from "../osv/asking.ts";

let emulator: RegistriesEmulator | undefined;

afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

const release = (version: string, more: Partial<ReleaseOptions> = {}): ReleaseOptions => ({
  version,
  publishedAt: "2024-03-01T10:00:00.000Z",
  license: "MIT",
  repository: "https://github.com/acme/shop",
  ...more,
});

const at = (version: string) => dependency("NuGet", "Acme.Shop", version);

const ask = async (releases: readonly ReleaseOptions[], ...versions: readonly string[]) => {
  const there = await startRegistries({ packages: [{ ecosystem: "NuGet", name: "Acme.Shop", releases }] });
  emulator = there;
  const config = `<configuration><packageSources><clear/><add key="own" value="${there.nuget}"/></packageSources></configuration>`;
  const registries = createRegistries({
    http: realHttp({ budgetMs: 3000 }),
    clock: hurriedClock,
    signal: new AbortController().signal,
    addresses: await readAddresses(new Map([["nuget.config", config]])),
    env: {},
    protect: (value) => new Secret(value),
  });
  const { facts, unchecked } = await registries.releases(versions.map(at), { license: true, trust: true });
  return {
    facts: (version: string) => facts.get(at(version).purl),
    unchecked,
    paths: there.journal.map(({ path }) => path),
  };
};

describe("a NuGet source", () => {
  test("tells in one answer of all versions: when, under which licence, whether it is deprecated", async () => {
    const told = await ask(
      [release("1.0.0"), release("1.1.0", { publishedAt: "2025-01-01T00:00:00.000Z", deprecated: "Acme.New" })],
      "1.0.0",
      "1.1.0",
    );
    expect(told.unchecked).toEqual([]);
    expect(told.paths).toEqual(["/nuget/v3/index.json", "/nuget/registration/acme.shop/index.json"]);
    expect(told.facts("1.0.0")).toMatchObject({
      publishedAt: "2024-03-01T10:00:00.000Z",
      createdAt: "2024-03-01T10:00:00.000Z",
      license: "MIT",
      repository: "https://github.com/acme/shop",
      deprecated: undefined,
      trust: undefined,
    });
    expect(told.facts("1.1.0")?.deprecated).toBe("Legacy; use Acme.New");
    expect([...(told.facts("1.1.0")?.versions?.keys() ?? [])]).toEqual(["1.0.0", "1.1.0"]);
  });

  test("knows a version however it is written, and says which it does not have", async () => {
    const told = await ask([release("2.0"), release("1.0.0-RC.1")], "2.0.0.0", "1.0.0-rc.1", "3.0.0");
    expect(told.facts("2.0.0.0")?.license).toBe("MIT");
    expect(told.facts("1.0.0-rc.1")?.license).toBe("MIT");
    expect(told.unchecked.map(({ why }) => why)).toEqual(["the source has the package, but not this version"]);
  });

  test("of a version that was taken out of the lists nobody knows when it came", async () => {
    const told = await ask([release("1.0.0", { yanked: true })], "1.0.0");
    expect(told.facts("1.0.0")).toMatchObject({
      publishedAt: undefined,
      deprecated: "its author took it out of the lists",
    });
  });

  test("with hundreds of versions is asked for the pages that matter", async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => release(`1.${index}.0`));
    const told = await ask(many, "1.500.0");
    expect(told.facts("1.500.0")?.license).toBe("MIT");
    expect(told.paths.filter((path) => path.includes("/page/")).toSorted()).toEqual(
      ["0", "15", "7"].map((page) => `/nuget/registration/acme.shop/page/${page}.json`),
    );
  });

  test("that does not have it says so", async () => {
    const told = await ask([], "1.0.0");
    expect(told.unchecked).toEqual([expect.objectContaining({ what: "registry", why: expect.any(String) })]);
  });
});
