import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { page, type Rig, rig, sha } from "./rig.ts";

let docs: Rig;
beforeEach(() => {
  docs = rig();
});
afterEach(() => docs.close());

/** Content that no compression makes smaller. */
const noise = (bytes: number): Buffer => randomBytes(bytes);
const publish = (digit: number, inputs = {}) =>
  docs.publish({ "index.html": page(`from ${digit}`), "big.bin": noise(100_000) }, inputs, {
    info: { sha: sha(digit) },
  });
const compact = (inputs = {}, options = {}) => docs.run({ command: "compact", ...inputs }, options);
const tree = () => docs.git("rev-parse", "gh-pages^{tree}");
/** What is left once a host has collected its garbage. */
const collected = (): number => {
  docs.git("reflog", "expire", "--expire=now", "--all");
  docs.git("repack", "-a", "-d", "--quiet");
  docs.git("prune", "--expire=now");
  return Number(/^size-pack: (\d+)/m.exec(docs.git("count-objects", "-v"))?.[1]) * 1024;
};

async function bloat(): Promise<void> {
  for (const digit of [1, 2]) await publish(digit);
  await publish(4, { version: "1.0", alias: ["latest"] });
  await publish(5, { preview: "7" });
}

test("drops the history and nothing of the tree, and tells what that frees", async () => {
  await bloat();
  const [before, files] = [tree(), docs.files()];
  const { result, context } = await compact();
  expect(result).toMatchObject({ outcome: "compacted", commit: docs.head() });
  expect(docs.commits()).toBe(1);
  expect([tree(), docs.files()]).toEqual([before, files]);
  expect(files).toEqual(expect.arrayContaining(["pr/7/index.html", "v/1.0/index.html", ".slipway/publications.json"]));
  // One of the four blobs of noise is in no tree any more.
  expect(Number(result.bytesBefore)).toBeGreaterThan(400_000);
  expect(Number(result.bytesFreed)).toBeGreaterThan(100_000);
  expect(Number(result.bytesFreed)).toBeLessThan(110_000);
  expect(Number(result.bytesBefore) - Number(result.bytesAfter)).toBe(Number(result.bytesFreed));
  expect(Math.abs(collected() - Number(result.bytesAfter))).toBeLessThan(10_000);
  expect(context.summary.markdown()).toMatch(/Commits \| 4 \| 1 \|/);
  expect((await compact()).result.outcome).toBe("unchanged");
  expect((await publish(6)).result.outcome).toBe("published");
  expect(docs.files()).toEqual(expect.arrayContaining(["pr/7/index.html", "v/latest/index.html"]));
});

test("keeps as many commits as it is told", async () => {
  await bloat();
  const before = tree();
  expect((await compact({ history: { kind: "last", commits: 3 } })).result.outcome).toBe("compacted");
  expect([docs.commits(), tree()]).toEqual([3, before]);
  expect((await compact({ history: { kind: "last", commits: 3 } })).result.outcome).toBe("unchanged");
});

test("a dry run weighs it and moves nothing", async () => {
  await bloat();
  const head = docs.head();
  const { result } = await compact({ dryRun: true });
  expect(result.outcome).toBe("planned");
  expect(Number(result.bytesFreed)).toBeGreaterThan(100_000);
  expect([docs.head(), docs.commits()]).toEqual([head, 4]);
});

test("a branch that another tool filled is left as that tool made it", async () => {
  docs.plant({ "index.html": "old" });
  docs.git("branch", "--force", "earlier", "gh-pages");
  docs.plant({ "index.html": "new", "_config.yml": "x" });
  const child = docs.git(
    "-c",
    "user.name=m",
    "-c",
    "user.email=m@m",
    "commit-tree",
    "-m",
    "second",
    "-p",
    "earlier",
    "gh-pages^{tree}",
  );
  docs.git("update-ref", "refs/heads/gh-pages", child);
  expect((await compact()).result.outcome).toBe("compacted");
  expect([docs.commits(), docs.files()]).toEqual([1, ["_config.yml", "index.html"]]);
});

test("what others publish at the same time is not lost", async () => {
  await bloat();
  let meddled = false;
  const { result } = await compact(
    {},
    {
      change: (ports: Parameters<NonNullable<Parameters<Rig["run"]>[1]>["change"] & object>[0]) => ({
        ...ports,
        store: {
          ...ports.store,
          push: async (...args: Parameters<typeof ports.store.push>) => {
            if (!meddled) {
              meddled = true;
              await publish(8, { preview: "8" });
            }
            return ports.store.push(...args);
          },
        },
      }),
    },
  );
  expect(result.outcome).toBe("compacted");
  expect(docs.commits()).toBe(1);
  expect(docs.files()).toEqual(expect.arrayContaining(["pr/8/index.html", "pr/7/index.html"]));
});

test("without a branch there is nothing to do", async () => {
  expect((await compact()).result.outcome).toBe("unchanged");
  expect(docs.head()).toBe("");
});
