import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Download } from "../../../../shared/providers/sigstore/tuf/mirror.ts";
import { walk } from "../../../../shared/providers/sigstore/tuf/walk.ts";
import { newTufRepository } from "../../../cloud/sigstore/tuf.ts";

const TEXT = "what is to be trusted";
const repository = newTufRepository("", { "trusted_root.json": TEXT }, () => new Date());
repository.rotate();

const files = new Map<string, Buffer>();
const fetched: Download = async (path) => {
  const reply = await repository.routes[0]?.handler({
    method: "GET",
    path,
    params: { path },
    query: new URLSearchParams(),
    headers: {},
    body: undefined,
    raw: Buffer.alloc(0),
  });
  if (reply?.status !== 200) return undefined;
  const bytes = Buffer.from(String(reply.raw));
  files.set(path, bytes);
  return bytes;
};

const walkOver = async (download: Download): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "slipway-walk-"));
  try {
    await writeFile(join(folder, "root.json"), repository.root);
    return (await walk(folder, "trusted_root.json", download)).target;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

test("whatever is changed of what a mirror says, nothing else is ever trusted", async () => {
  expect(await walkOver(fetched)).toBe(TEXT);
  // Root, timestamp, snapshot, targets and the target.
  expect(files.size).toBe(5);
  const change = fc.record({
    file: fc.constantFrom(...files.keys()),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    cut: fc.nat(40),
    put: fc.string({ maxLength: 40 }),
  });
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(change, async ({ file, at, cut, put }) => {
      const outcome = await walkOver((path) => {
        const bytes = files.get(path);
        if (path !== file || bytes === undefined) return Promise.resolve(bytes);
        const start = Math.floor(at * bytes.length);
        return Promise.resolve(
          Buffer.concat([bytes.subarray(0, start), Buffer.from(put), bytes.subarray(start + cut)]),
        );
      }).catch(() => undefined);
      if (outcome === undefined) refused++;
      expect([TEXT, undefined]).toContain(outcome);
    }),
    { numRuns: 200 },
  );
  expect(refused).toBeGreaterThan(100);
});

test("a mirror that has a root for every number is left", async () => {
  const asked: string[] = [];
  const endless: Download = (path) => {
    asked.push(path);
    return Promise.resolve(Buffer.from("{}"));
  };
  await expect(walkOver(endless)).rejects.toThrow("more than 64 roots");
  expect(asked).toHaveLength(65);
});

test("a file that is larger than what names it says is refused, whoever had it", async () => {
  await walkOver(fetched);
  const padded: Download = (path) => {
    const bytes = files.get(path);
    return Promise.resolve(bytes && path.includes("snapshot") ? Buffer.concat([bytes, Buffer.from(" ")]) : bytes);
  };
  await expect(walkOver(padded)).rejects.toThrow("snapshot.json is larger than it may be");
});
