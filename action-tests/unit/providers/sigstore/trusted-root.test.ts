import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { TUF } from "../../../../shared/attestations/public-good.ts";
import { createHttp } from "../../../../shared/http/client.ts";
import type { Clock } from "../../../../shared/ports/clock.ts";
import { publicGoodRoot, publicGoodTrust } from "../../../../shared/providers/sigstore/tuf/public-good.ts";
import { fetchTrustedRoot } from "../../../../shared/providers/sigstore/tuf/trusted-root.ts";
import { type SigstoreEmulator, startSigstore } from "../../../cloud/sigstore/start.ts";
import { hurriedClock } from "../../../fakes/hurried-clock.ts";

const RUN = { repository: "acme/shop", sha: "a".repeat(40), ref: "refs/heads/main", workflow: "release.yml" };
const YESTERDAY = new Date(Date.now() - 86_400_000);
const TARGET = /^targets\//;

let cloud: SigstoreEmulator;
let home: string;
beforeEach(async () => {
  cloud = await startSigstore({ run: RUN });
  home = await mkdtemp(join(tmpdir(), "slipway-trust-"));
  await Promise.all(["temp", "cache"].map((name) => mkdir(join(home, name))));
});
afterEach(async () => {
  await cloud.close();
  await rm(home, { recursive: true, force: true });
});

interface Kept {
  readonly roots: Record<string, string>;
  readonly metadata: Record<string, string>;
  target: string;
}

interface Setting {
  readonly mirror?: string;
  readonly root?: string | undefined;
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

const ask = async (setting: Setting = {}) => {
  const { mirror = cloud.tuf.url, clock = hurriedClock, signal = new AbortController().signal } = setting;
  const warnings: string[] = [];
  const log = { debug: () => {}, warning: (message: string) => warnings.push(message) };
  const redact = (text: string) => text;
  const sending = setting.fetch === undefined ? {} : { fetch: setting.fetch };
  const http = createHttp({ clock: hurriedClock, random: () => 0, signal, log, redact, ...sending });
  const ports = { http, clock, signal, redact, log, temp: join(home, "temp"), cache: join(home, "cache") };
  const root = "root" in setting ? setting.root : cloud.tuf.root;
  const trust = await fetchTrustedRoot({ mirror, root }, ports);
  expect(warnings).toEqual(trust.stale === undefined ? [] : [trust.stale]);
  return { ...trust, keys: trust.root.tlogs.map(({ logId }) => logId?.keyId.toString("base64")) };
};
const asked = () =>
  cloud.journal.map(({ path, status }) => `${status ?? "cut"} ${path.replace(/\/[0-9a-f]{64}\./, "/")}`);
const refusal = (said: RegExp) => ({ code: "SLIP-IMAGE-TRUST", message: expect.stringMatching(said) as unknown });
const kept = async () => {
  const [name = ""] = await readdir(join(home, "cache"));
  return join(home, "cache", name);
};
const rewrite = async (change: (kept: Kept) => void): Promise<void> => {
  const path = await kept();
  const all = JSON.parse(await readFile(path, "utf8")) as Kept;
  change(all);
  await writeFile(path, JSON.stringify(all));
};
const ours = (): readonly string[] =>
  (JSON.parse(cloud.trustedRoot()) as { tlogs: { logId: { keyId: string } }[] }).tlogs.map(({ logId }) => logId.keyId);

describe("a sound repository", () => {
  test("gives its trusted root, and leaves nothing but what is kept", async () => {
    expect(await ask()).toMatchObject({ keys: ours(), stale: undefined });
    expect(asked()).toEqual([
      "404 /tuf/2.root.json",
      "200 /tuf/timestamp.json",
      "200 /tuf/1.snapshot.json",
      "200 /tuf/1.targets.json",
      "200 /tuf/targets/trusted_root.json",
    ]);
    expect(await readdir(join(home, "temp"))).toEqual([]);
    expect(await readdir(join(home, "cache"))).toHaveLength(1);
    expect(cloud.violations).toEqual([]);
  });

  test("is reached over every root that followed the first one", async () => {
    cloud.tuf.rotate();
    cloud.tuf.rotate();
    expect(await ask()).toMatchObject({ keys: ours(), stale: undefined });
    expect(asked().slice(0, 3)).toEqual(["200 /tuf/2.root.json", "200 /tuf/3.root.json", "404 /tuf/4.root.json"]);
  });

  test("is asked again each time, but only for what changed", async () => {
    await ask();
    const before = cloud.journal.length;
    expect(await ask()).toMatchObject({ keys: ours(), stale: undefined });
    expect(asked().slice(before)).toEqual([
      "404 /tuf/2.root.json",
      "200 /tuf/timestamp.json",
      "200 /tuf/targets/trusted_root.json",
    ]);
  });

  test("may rotate after it was kept", async () => {
    await ask();
    cloud.tuf.rotate();
    await ask();
    cloud.tuf.rotate();
    const before = cloud.journal.length;
    expect(await ask()).toMatchObject({ stale: undefined });
    // The root that was kept was proven: only those after it are fetched.
    expect(asked().slice(before, before + 2)).toEqual(["200 /tuf/3.root.json", "404 /tuf/4.root.json"]);
  });

  test("survives an answer that is cut, a server that fails and one that limits us", async () => {
    cloud.fault({ path: /timestamp/, nth: 0, action: { kind: "truncate" } });
    cloud.fault({ path: /snapshot/, nth: 0, action: { kind: "status", status: 503 } });
    const headers = { "retry-after": "0" };
    cloud.fault({ path: /targets\.json/, nth: 0, action: { kind: "status", status: 429, headers } });
    cloud.fault({ path: TARGET, nth: 0, action: { kind: "reset" } });
    expect(await ask()).toMatchObject({ keys: ours(), stale: undefined });
  });
});

describe("a repository is refused", () => {
  const thrown = () => ask().catch((error: unknown) => error);

  test.each(["root", "timestamp", "snapshot", "targets"] as const)("whose %s is expired", async (role) => {
    if (role === "root") cloud.tuf.rotate({ expires: { root: YESTERDAY } });
    else cloud.tuf.publish({ expires: { [role]: YESTERDAY } });
    expect(await thrown()).toMatchObject(refusal(/is expired/));
  });

  test.each(["timestamp", "snapshot", "targets"] as const)("whose %s somebody else signed", async (forged) => {
    cloud.tuf.publish({ forged });
    expect(await thrown()).toMatchObject(refusal(/was signed by 0\/[12] keys/));
  });

  test("whose next root the old one did not sign", async () => {
    cloud.tuf.rotate({ forged: "root" });
    expect(await thrown()).toMatchObject(refusal(/root was signed by 0\/2 keys/));
  });

  test("that goes back to what it was", async () => {
    const goBack = cloud.tuf.remember();
    cloud.tuf.publish();
    await ask();
    goBack();
    expect(await thrown()).toMatchObject(refusal(/timestamp version 1 is less than current version 2/));
  });

  test("that names an older snapshot in a newer timestamp", async () => {
    cloud.tuf.publish();
    await ask();
    cloud.tuf.publish({ snapshot: 1 });
    expect(await thrown()).toMatchObject(refusal(/snapshot version 1 is less than current version 2/));
  });

  test("that hides a root which withdrew keys", async () => {
    const goBack = cloud.tuf.remember();
    cloud.tuf.rotate();
    await ask();
    goBack();
    expect(await thrown()).toMatchObject(refusal(/timestamp was signed by 0\/1 keys/));
  });

  test.each([
    ["trusted root", TARGET, (text: string) => text.replace("emulated", "Emulated"), /./],
    ["targets", /targets\.json/, (text: string) => text.replace(/"length":\d+/, '"length":1'), /./],
    ["timestamp", /timestamp/, (text: string) => text.slice(0, -20), /JSON/],
    ["root", /^2\.root/, () => "{}", /./],
  ])("whose %s was changed on the way", async (_, path, change, said) => {
    cloud.tuf.rotate();
    cloud.tuf.tamper(path, change);
    expect(await thrown()).toMatchObject(refusal(said));
  });

  test.each([["2.root.json"], ["timestamp.json"], ["1.snapshot.json"], ["1.targets.json"], ["targets/"]])(
    "whose %s never ends",
    async (path) => {
      cloud.fault({ path: new RegExp(path), action: { kind: "endless" } });
      expect(await thrown()).toMatchObject(refusal(/answered with more than \d+ bytes/));
    },
  );

  test.each([["timestamp.json"], ["1.snapshot.json"], ["1.targets.json"], ["targets/"]])(
    "that has no %s",
    async (path) => {
      cloud.fault({ path: new RegExp(path), action: { kind: "status", status: 404 } });
      expect(await thrown()).toMatchObject(refusal(/is not there/));
    },
  );

  test("that has another target only", async () => {
    cloud.tuf.publish({}, { "other.json": "{}" });
    expect(await thrown()).toMatchObject(refusal(/has no trusted_root\.json/));
  });

  test("whose target is no trusted root", async () => {
    cloud.tuf.publish({}, { "trusted_root.json": "{}" });
    expect(await thrown()).toMatchObject(refusal(/is none that we can read/));
  });

  test("that is not the one whose root was given", async () => {
    const other = await startSigstore({ run: RUN });
    try {
      const refused = await ask({ root: other.tuf.root }).catch((error: unknown) => error);
      expect(refused).toMatchObject(refusal(/timestamp was signed by 0\/1 keys/));
    } finally {
      await other.close();
    }
  });
});

describe("a repository that does not answer", () => {
  const silence = () => cloud.fault({ action: { kind: "status", status: 503 } });

  test("is an error where nothing can stand in for it", async () => {
    silence();
    await expect(ask()).rejects.toMatchObject({
      code: "SLIP-HTTP-FAILED",
      message: expect.stringContaining("could not be fetched") as unknown,
      next: expect.stringContaining("trust-root") as unknown,
    });
  });

  test.each([["503"], ["hang"], ["429"]])("is stood in for by what was kept, and that is told (%s)", async (how) => {
    cloud.tuf.rotate();
    await ask();
    if (how === "hang") cloud.fault({ action: { kind: "reset" } });
    else cloud.fault({ action: { kind: "status", status: Number(how) } });
    const { keys, stale } = await ask();
    expect(keys).toEqual(ours());
    expect(stale).toContain("could not be refreshed");
    expect(stale).toContain("earlier run");
  });

  test("is not stood in for by what is expired meanwhile", async () => {
    await ask();
    cloud.tuf.publish({ expires: { timestamp: YESTERDAY } });
    const expired = await (await fetch(`${cloud.tuf.url}/timestamp.json`)).text();
    await rewrite((all) => {
      all.metadata["timestamp.json"] = expired;
    });
    silence();
    await expect(ask()).rejects.toMatchObject({ code: "SLIP-HTTP-FAILED" });
  });

  test("is not stood in for by what we bring when it is another one than Sigstore's own", async () => {
    silence();
    await expect(ask({ root: publicGoodRoot() })).rejects.toMatchObject({ code: "SLIP-HTTP-FAILED" });
  });
});

describe("Sigstore's own repository", () => {
  const first = JSON.parse(publicGoodRoot()) as { signed: { expires: string; version: number } };
  const until = new Date(first.signed.expires);
  const at = (milliseconds: number): Clock => ({
    ...hurriedClock,
    date: () => new Date(until.getTime() + milliseconds),
  });
  const nobody: typeof fetch = () =>
    Promise.reject(
      new TypeError("fetch failed", { cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }) }),
    );
  const brought = (JSON.parse(publicGoodTrust()) as { tlogs: { logId: { keyId: string } }[] }).tlogs;
  const own = { mirror: TUF, root: undefined };

  test("is stood in for by what we bring as long as our root serves, and that is told", async () => {
    const { keys, stale } = await ask({ ...own, fetch: nobody, clock: at(-86_400_000) });
    expect(keys).toEqual(brought.map(({ logId }) => logId.keyId));
    expect(stale).toContain(`until ${until.toISOString().slice(0, 10)}`);
    expect(stale).toContain("withdrawn");
  });

  test("is not stood in for any longer once it is expired", async () => {
    await expect(ask({ ...own, fetch: nobody, clock: at(1) })).rejects.toMatchObject({ code: "SLIP-HTTP-UNREACHABLE" });
  });

  test("is refused, whatever we bring, when somebody else answers at its address", async () => {
    const impostor: typeof fetch = (address, init) => fetch(new Request(address).url.replace(TUF, cloud.tuf.url), init);
    const thrown = await ask({ ...own, fetch: impostor }).catch((error: unknown) => error);
    expect(thrown).toMatchObject(refusal(/timestamp was signed by 0\/1 keys/));
    // What comes before the root that we bring is not asked for.
    expect(asked()[0]).toBe(`404 /tuf/${first.signed.version + 1}.root.json`);
  });

  test("has no other first root than the one that it is published with", async () => {
    await expect(ask({ root: undefined })).rejects.toMatchObject({
      code: "SLIP-INPUT-INVALID",
      next: expect.stringContaining("tuf-root") as unknown,
    });
  });
});

describe("what is kept gains nobody anything", () => {
  const attacks: readonly (readonly [string, (other: SigstoreEmulator) => Promise<void>])[] = [
    ["is no JSON", async () => writeFile(await kept(), "{")],
    ["is too large", async () => writeFile(await kept(), Buffer.alloc(17 * 1024 * 1024, " "))],
    [
      "is a link to somewhere else",
      async () => {
        const path = await kept();
        await rm(path);
        await writeFile(join(home, "elsewhere"), "precious");
        await symlink(join(home, "elsewhere"), path);
      },
    ],
    [
      "is a pipe that nobody writes to",
      async () => {
        const path = await kept();
        await rm(path);
        execFileSync("sh", ["-c", 'mkfifo "$0"', path]);
      },
    ],
    [
      "is a whole repository of somebody else",
      async (other) => {
        const text = async (path: string) => (await fetch(`${other.tuf.url}/${path}`)).text();
        const names = ["timestamp.json", "snapshot.json", "targets.json"];
        const texts = await Promise.all(names.map((name, index) => text(index === 0 ? name : `1.${name}`)));
        await rewrite((all) => {
          names.forEach((name, index) => {
            all.metadata[name] = texts[index] ?? "";
          });
          all.target = other.trustedRoot();
        });
      },
    ],
    [
      "brings a root of somebody else",
      async (other) => {
        other.tuf.rotate();
        const next = await (await fetch(`${other.tuf.url}/2.root.json`)).text();
        await rewrite((all) => {
          all.roots["2"] = next;
          all.metadata["root.json"] = other.tuf.root;
        });
      },
    ],
    [
      "brings a root under a name that some file systems take for the trusted one's",
      async (other) =>
        rewrite((all) => {
          all.metadata["Root.json"] = other.tuf.root;
        }),
    ],
    [
      "has another trusted root",
      async (other) =>
        rewrite((all) => {
          all.target = other.trustedRoot();
        }),
    ],
  ];

  test.each(attacks)("when it %s", async (_, attack) => {
    await ask();
    const other = await startSigstore({ run: RUN });
    try {
      await attack(other);
      cloud.fault({ path: /./, action: { kind: "status", status: 503 } });
      await expect(ask()).rejects.toMatchObject({ code: "SLIP-HTTP-FAILED" });
      cloud.clearFaults();
      expect(await ask()).toMatchObject({ keys: ours(), stale: undefined });
      // It was replaced by what is sound, and not what it pointed to.
      cloud.fault({ path: /./, action: { kind: "status", status: 503 } });
      expect(await ask()).toMatchObject({ keys: ours(), stale: expect.any(String) as unknown });
    } finally {
      await other.close();
    }
  });

  test("and where nothing can be kept, it works all the same", async () => {
    await rm(join(home, "cache"), { recursive: true });
    await writeFile(join(home, "cache"), "a file");
    expect(await ask()).toMatchObject({ keys: ours(), stale: undefined });
  });
});

test("an interrupted run is interrupted, and leaves nothing", async () => {
  const controller = new AbortController();
  const reason = new Error("stopped");
  cloud.fault({
    path: /timestamp/,
    action: { kind: "call", when: "before", call: () => controller.abort(reason) },
  });
  await expect(ask({ signal: controller.signal })).rejects.toBe(reason);
  expect(await readdir(join(home, "temp"))).toEqual([]);
});
