import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Failure } from "../../../../shared/action/failure.ts";
import type { ImageLayout } from "../../../../shared/ports/registry.ts";
import { type RegistryEmulator, startRegistryEmulator } from "../../../cloud/registry/start.ts";
import type { FaultAction } from "../../../cloud/types.ts";
import { registryClient } from "./client.ts";
import { removeLayouts, sha256, smallImage } from "./images.ts";

const BEFORE = {
  schemaVersion: 2,
  mediaType: "application/vnd.oci.image.index.v1+json",
  manifests: [],
  annotations: {},
};
const OTHERS = { schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests: [] };

let emulator: RegistryEmulator;
let layout: ImageLayout;
let count = 0;
beforeAll(async () => {
  emulator = await startRegistryEmulator({ users: { octo: { password: "cat" } } });
  layout = await smallImage("after");
});
afterAll(async () => {
  await emulator.close();
  await removeLayouts();
});

const digestOf = (manifest: object): string => sha256(Buffer.from(JSON.stringify(manifest)));
const client = () => registryClient({ login: { username: "octo", password: "cat" } });

/** A repository whose `main` is the image from before. */
const prepared = (): string => {
  const path = `acme/faults-${++count}`;
  emulator.moveTag(path, "main", BEFORE);
  return path;
};

interface Struck {
  /** Which request to the repository. */
  readonly nth: number;
  readonly action: FaultAction;
}

const challenge = (): string => `Bearer realm="${emulator.url}/token",service="registry.test"`;

/** The table of what registries do to us. */
const FAULTS: Readonly<Record<string, () => FaultAction>> = {
  "401": () => ({ kind: "status", status: 401, headers: { "www-authenticate": challenge() } }),
  "429 with Retry-After": () => ({ kind: "status", status: 429, headers: { "retry-after": "7" } }),
  "500": () => ({ kind: "status", status: 500, body: { errors: [{ code: "UNKNOWN", message: "unknown error" }] } }),
  "502 as a page": () => ({ kind: "html", status: 502 }),
  reset: () => ({ kind: "reset" }),
  "lost answer": () => ({ kind: "lost-answer" }),
  "cut after a byte": () => ({ kind: "cut", bytes: 1 }),
  "cut after some bytes": () => ({ kind: "cut", bytes: 60 }),
  "half an answer": () => ({ kind: "truncate" }),
};

const complete = async (path: string): Promise<boolean> => {
  const [image] = await layout.images();
  if (image === undefined || image.manifest.content.kind !== "manifest") return false;
  const digests = [layout.top, image.manifest.content.config, ...image.layers.map(({ descriptor }) => descriptor)];
  return digests.every(({ digest }) => sha256(emulator.bytes(path, digest) ?? Buffer.alloc(0)) === digest);
};

/** Pushes and tags under these faults; answers the error, and checks what must hold however it ended. */
const release = async (path: string, strikes: readonly Struck[]): Promise<unknown> => {
  const { registry } = client();
  emulator.clearFaults();
  for (const { nth, action } of strikes) emulator.fault({ path: new RegExp(`/v2/${path}/`), nth, action });
  const target = `${emulator.host}/${path}`;
  let error: unknown;
  let digest: string | undefined;
  try {
    digest = (await registry.push(layout, target)).digest;
    await registry.tag(target, digest, ["sha-1", "main"]);
  } catch (thrown) {
    error = thrown;
  }
  emulator.clearFaults();
  const tags = ["sha-1", "main"].map((tag) => emulator.tag(path, tag));
  if (error === undefined) expect(tags).toEqual([layout.top.digest, layout.top.digest]);
  else expect(error).toBeInstanceOf(Failure);
  const raced = strikes.some(({ action }) => action.kind === "call") ? [digestOf(OTHERS)] : [];
  for (const tag of tags) expect([undefined, digestOf(BEFORE), layout.top.digest, ...raced]).toContain(tag);
  // A tag that names the image names all of it, also when the run failed later.
  if (tags.includes(layout.top.digest)) expect(await complete(path)).toBe(true);
  return error;
};

/** How many requests an undisturbed release takes. */
const requests = async (): Promise<number> => {
  const path = prepared();
  const before = emulator.journal.length;
  expect(await release(path, [])).toBeUndefined();
  return emulator.journal.slice(before).filter(({ path: asked }) => asked.startsWith(`/v2/${path}/`)).length;
};

describe("a release under faults", () => {
  test("ends right under any single one at any request", async () => {
    const many = await requests();
    expect(many).toBeGreaterThan(12);
    for (const [name, action] of Object.entries(FAULTS)) {
      for (let nth = 0; nth < many; nth++) {
        const error = await release(prepared(), [{ nth, action: action() }]);
        expect({ name, nth, error }).toEqual({ name, nth, error: undefined });
      }
    }
  });

  test("ends right under any pair of them", async () => {
    const many = await requests();
    const strike = fc.record({
      nth: fc.nat({ max: many + 2 }),
      fault: fc.constantFrom(...Object.values(FAULTS)),
    });
    await fc.assert(
      fc.asyncProperty(strike, strike, async (first, second) => {
        const strikes = [first, second].map(({ nth, fault }) => ({ nth, action: fault() }));
        expect(await release(prepared(), strikes)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  test("ends with its own digest under the tag, or says so, when somebody else moves it and anything else goes wrong", async () => {
    const many = await requests();
    const nth = fc.nat({ max: many + 2 });
    const endings = new Set<string>();
    await fc.assert(
      fc.asyncProperty(nth, nth, fc.constantFrom(...Object.values(FAULTS)), async (race, other, fault) => {
        const path = prepared();
        // Before a request is carried out: what comes after the last one is nobody's to see.
        const call = () => void emulator.moveTag(path, "main", OTHERS);
        const moved: Struck = { nth: race, action: { kind: "call", when: "before", call } };
        const error = await release(path, [moved, { nth: other, action: fault() }]);
        const ending = error instanceof Failure ? error.code : "success";
        expect(["success", "SLIP-REGISTRY-MISMATCH"]).toContain(ending);
        endings.add(ending);
      }),
      { numRuns: 60, examples: [[many - 1, many + 1, () => ({ kind: "reset" })]] },
    );
    expect(endings.size).toBe(2);
  });

  test("never says that a tag is ours when somebody else moved it before we looked", async () => {
    for (const tag of ["sha-1", "main"]) {
      for (const name of Object.keys(FAULTS)) {
        const path = prepared();
        const { registry } = client();
        const target = `${emulator.host}/${path}`;
        await registry.push(layout, target);
        const call = () => void emulator.moveTag(path, tag, OTHERS);
        emulator.fault({
          method: "PUT",
          path: new RegExp(`${path}/manifests/${tag}$`),
          nth: 0,
          action: { kind: "call", when: "after", call },
        });
        emulator.fault({
          method: "GET",
          path: new RegExp(`${path}/manifests/${tag}$`),
          nth: 0,
          action: FAULTS[name]?.() ?? { kind: "reset" },
        });
        await expect(registry.tag(target, layout.top.digest, ["sha-1", "main"])).rejects.toMatchObject({
          code: "SLIP-REGISTRY-MISMATCH",
          message: expect.stringMatching(/somebody else moved it/) as unknown,
        });
        emulator.clearFaults();
      }
    }
  });

  test("waits until a registry shows what it took", async () => {
    const path = prepared();
    const { registry } = client();
    const unknown = { errors: [{ code: "MANIFEST_UNKNOWN", message: "manifest unknown" }] };
    // After the one before the push: those that look whether the push, and then the tag, came in.
    for (const nth of [1, 2, 5])
      emulator.fault({
        method: "GET",
        path: new RegExp(`${path}/manifests/`),
        nth,
        action: { kind: "status", status: 404, body: unknown },
      });
    const { digest } = await registry.push(layout, `${emulator.host}/${path}`);
    await registry.tag(`${emulator.host}/${path}`, digest, ["main"]);
    emulator.clearFaults();
    expect(emulator.tag(path, "main")).toBe(layout.top.digest);
  });

  test("sends blobs again that the registry says to have and then misses", async () => {
    for (const named of [true, false]) {
      const path = prepared();
      const [image] = await layout.images();
      const layer = image?.layers[0]?.descriptor.digest ?? "";
      const detail = named ? { digest: layer } : undefined;
      emulator.fault({
        method: "PUT",
        path: new RegExp(`${path}/manifests/`),
        nth: 0,
        action: { kind: "status", status: 400, body: { errors: [{ code: "MANIFEST_BLOB_UNKNOWN", detail }] } },
      });
      const before = emulator.effects()["blobs uploaded"] ?? 0;
      await client().registry.push(layout, `${emulator.host}/${path}`);
      emulator.clearFaults();
      // Both blobs, and the one that is missing; or both twice where it does not say which.
      expect((emulator.effects()["blobs uploaded"] ?? 0) - before).toBe(named ? 3 : 4);
      expect(await complete(path)).toBe(true);
    }
  });

  test("gives up on a registry that fails for good, and moves no tag", async () => {
    const path = prepared();
    emulator.fault({ path: new RegExp(`/v2/${path}/blobs/uploads/`), action: { kind: "status", status: 503 } });
    const { registry } = client();
    await expect(registry.push(layout, `${emulator.host}/${path}`)).rejects.toMatchObject({
      code: "SLIP-REGISTRY-FAILED",
      blame: "provider",
      next: expect.stringContaining("Run the job again") as unknown,
    });
    emulator.clearFaults();
    expect(emulator.tag(path, "main")).toBe(digestOf(BEFORE));
    expect(emulator.violations).toEqual([]);
  });
});
