import { afterEach, describe, expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import { readAddresses } from "../../../../shared/dependencies/addresses/read.ts";
import { createRegistries } from "../../../../shared/providers/registries/registries.ts";
import { type RegistriesEmulator, startRegistries } from "../../../cloud/registries/start.ts";
import type { PackageOptions, ReleaseOptions } from "../../../cloud/registries/world.ts";
import { hurriedClock } from "../../../fakes/hurried-clock.ts";
import { dependency, realHttp } from "../osv/asking.ts";

const open: RegistriesEmulator[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((emulator) => emulator.close()));
});

const start = async (...packages: readonly PackageOptions[]): Promise<RegistriesEmulator> => {
  const emulator = await startRegistries({ packages });
  open.push(emulator);
  return emulator;
};

/** deps.dev and what it knows all of; `others` are repositories that the settings name before it. */
const registriesAt = async (there: RegistriesEmulator, ...others: readonly RegistriesEmulator[]) => {
  const repository = (url: string, id: string): string => `<repository><id>${id}</id><url>${url}</url></repository>`;
  const all = [
    ...others.map(({ maven }, index) => repository(maven, `own-${index}`)),
    repository(there.maven, "central"),
  ];
  const settings = `<settings><profiles><profile><repositories>${all.join("")}</repositories></profile></profiles></settings>`;
  return createRegistries({
    http: realHttp({ budgetMs: 3000 }),
    clock: hurriedClock,
    signal: new AbortController().signal,
    addresses: await readAddresses(new Map([[".mvn/settings.xml", settings]])),
    env: {},
    protect: (value) => new Secret(value),
    depsDev: there.depsDev,
  });
};

const first: ReleaseOptions = {
  version: "1.0.0",
  publishedAt: "2024-03-01T10:00:00.000Z",
  license: "Apache-2.0",
  repository: "https://github.com/acme/shop",
};
const fresh: ReleaseOptions = { ...first, version: "1.1.0", publishedAt: "2026-11-20T08:00:00.000Z", unindexed: true };
const shop = (...releases: readonly ReleaseOptions[]): PackageOptions => ({
  ecosystem: "Maven",
  name: "com.acme:shop",
  releases,
});
const at = (version: string) => dependency("Maven", "com.acme:shop", version);
const everything = { license: true, trust: true };
const paths = ({ journal }: RegistriesEmulator): string[] => journal.map(({ path }) => path).toSorted();

describe("Maven Central", () => {
  test("is spared: deps.dev tells when each version appeared, its licence and its repository", async () => {
    const there = await start(
      shop(first, { ...first, version: "1.1.0", publishedAt: "2025-01-01T00:00:00.000Z", deprecated: "com.acme.new" }),
    );
    const { facts, unchecked } = await (await registriesAt(there)).releases([at("1.0.0"), at("1.1.0")], everything);
    expect(unchecked).toEqual([]);
    expect(facts.get("pkg:maven/com.acme/shop@1.0.0")).toMatchObject({
      publishedAt: first.publishedAt,
      createdAt: first.publishedAt,
      license: "Apache-2.0",
      repository: "https://github.com/acme/shop",
      deprecated: undefined,
      // It does not tell who published it, or how: that is not known, and not "nobody".
      trust: undefined,
      yanked: undefined,
    });
    expect(facts.get("pkg:maven/com.acme/shop@1.1.0")?.deprecated).toBe("");
    expect([...(facts.get("pkg:maven/com.acme/shop@1.1.0")?.versions ?? [])]).toEqual([
      ["1.0.0", first.publishedAt],
      ["1.1.0", "2025-01-01T00:00:00.000Z"],
    ]);
    const below = "/deps-dev/v3/systems/maven/packages/com.acme%3Ashop";
    expect(paths(there)).toEqual([below, `${below}/versions/1.0.0`, `${below}/versions/1.1.0`]);
  });

  test("is asked itself about what was published just now, so that a young release is known to be young", async () => {
    const there = await start(shop(first, fresh));
    const { facts, unchecked } = await (await registriesAt(there)).releases([at("1.1.0"), at("1.0.0")], everything);
    expect(unchecked).toEqual([]);
    const young = facts.get("pkg:maven/com.acme/shop@1.1.0");
    expect(young).toMatchObject({
      publishedAt: fresh.publishedAt,
      createdAt: first.publishedAt,
      license: "Apache-2.0",
    });
    expect([...(young?.versions?.keys() ?? [])]).toEqual(["1.0.0", "1.1.0"]);
    expect(paths(there).filter((path) => path.startsWith("/maven"))).toEqual([
      "/maven/com/acme/shop/1.0.0/shop-1.0.0.pom",
      "/maven/com/acme/shop/1.1.0/shop-1.1.0.pom",
      "/maven/com/acme/shop/maven-metadata.xml",
    ]);
  });

  test("answers also while deps.dev is down", async () => {
    const there = await start(shop(first));
    there.fault({ path: /deps-dev/, times: 1000, action: { kind: "status", status: 503 } });
    const { facts, unchecked } = await (await registriesAt(there)).releases([at("1.0.0")], everything);
    expect(unchecked).toEqual([]);
    expect(facts.get("pkg:maven/com.acme/shop@1.0.0")).toMatchObject({
      publishedAt: first.publishedAt,
      license: "Apache-2.0",
    });
  });

  test("when it does not answer either, nothing is known, and that is said", async () => {
    const there = await start(shop(fresh));
    there.fault({ path: /deps-dev|maven/, times: 1000, action: { kind: "status", status: 503 } });
    const { facts, unchecked } = await (await registriesAt(there)).releases([at("1.1.0")], everything);
    expect(facts.size).toBe(0);
    expect(unchecked).toEqual([expect.objectContaining({ purl: "pkg:maven/com.acme/shop@1.1.0", what: "registry" })]);
  });

  test("a package that it does not have, a version, a name that leads elsewhere", async () => {
    const there = await start(shop(first));
    const wanted = [
      at("9.9.9"),
      dependency("Maven", "com.acme:none", "1.0"),
      dependency("Maven", "com.acme:..", "1.0"),
      at("2.0-SNAPSHOT"),
    ];
    const { facts, unchecked, unasked } = await (await registriesAt(there)).releases(wanted, everything);
    expect(facts.size).toBe(0);
    expect(unchecked.map(({ why }) => why.replace(/127\.0\.0\.1:\d+/, "host"))).toEqual(
      expect.arrayContaining(["the repository has the package, but not this version", "host has no such package"]),
    );
    expect([...unasked.values()]).toEqual(["a snapshot is no release: its content changes"]);
    expect(paths(there).filter((path) => path.includes(".."))).toEqual([]);
  });
});

describe("another repository", () => {
  const own = (license: string | undefined, parent?: string): PackageOptions => {
    const { license: _, ...rest } = first;
    return {
      ...shop({ ...rest, ...(license === undefined ? {} : { license }) }),
      ...(parent === undefined ? {} : { parent }),
    };
  };

  test("tells by its poms, before Maven Central is told the name", async () => {
    const [there, mine] = [await start(), await start(own("The Apache Software License, Version 2.0"))];
    const { facts, unchecked } = await (await registriesAt(there, mine)).releases([at("1.0.0")], everything);
    expect(unchecked).toEqual([]);
    expect(facts.get("pkg:maven/com.acme/shop@1.0.0")).toMatchObject({
      publishedAt: first.publishedAt,
      createdAt: first.publishedAt,
      license: "Apache-2.0",
      repository: "https://github.com/acme/shop",
    });
    expect(paths(there)).toEqual([]);
  });

  test("a licence may stand in the parent's parent", async () => {
    const above = (name: string, license?: string, parent?: string): PackageOptions => ({
      ...own(license, parent),
      name,
    });
    const mine = await start(
      own(undefined, "com.acme:parent:1.0.0"),
      above("com.acme:parent", undefined, "com.acme:root:1.0.0"),
      above("com.acme:root", "MIT License"),
    );
    const { facts } = await (await registriesAt(await start(), mine)).releases([at("1.0.0")], everything);
    expect(facts.get("pkg:maven/com.acme/shop@1.0.0")?.license).toBe("MIT");
  });

  test("parents that go round in circles end", async () => {
    const mine = await start(own(undefined, "com.acme:shop:1.0.0"));
    const { facts, unchecked } = await (await registriesAt(await start(), mine)).releases([at("1.0.0")], everything);
    expect(unchecked).toEqual([]);
    expect(facts.get("pkg:maven/com.acme/shop@1.0.0")?.license).toBeUndefined();
    expect(mine.journal.length).toBeLessThan(10);
  });

  test("a package that has moved is told as such", async () => {
    const mine = await start(shop({ ...first, deprecated: "com.acme.new" }));
    const { facts } = await (await registriesAt(await start(), mine)).releases([at("1.0.0")], everything);
    expect(facts.get("pkg:maven/com.acme/shop@1.0.0")?.deprecated).toBe("moved to com.acme.new");
  });
});
