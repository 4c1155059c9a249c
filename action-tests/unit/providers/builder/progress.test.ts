import { expect, test } from "@jest/globals";
import { buildFailure } from "../../../../shared/providers/builder/explain.ts";
import { createProgress } from "../../../../shared/providers/builder/progress.ts";

const follow = (text: string) => {
  const progress = createProgress();
  for (const line of text.split("\n")) progress.push(line);
  return progress;
};

const LOG = `#0 building with "mine" instance using docker-container driver

#1 [internal] load build definition from Dockerfile
#1 DONE 0.0s

#2 importing cache manifest from ghcr.io/acme/shop:buildcache
#2 ERROR: ghcr.io/acme/shop:buildcache: not found

#3 [build 1/3] FROM docker.io/library/node:24
#3 CACHED

#4 [build 2/3] COPY package.json .
#4 CACHED

#5 [build 3/3] RUN npm ci
#5 0.5 added 3 packages
#5 DONE 1.0s

#6 exporting cache to registry
#6 preparing build cache for export
#6 ERROR: failed to push: 403 Forbidden

 2 warnings found (use docker --debug to expand):
 - FromAsCasing: 'as' and 'FROM' keywords' casing do not match (line 1)
 - JSONArgsRecommended: JSON arguments recommended for CMD (line 9)`;

test("counts steps and those from the cache, without the builder's own", () => {
  expect(follow(LOG).steps()).toEqual({ total: 3, cached: 2 });
});

test("tells the builder, the linter's findings and what became of the cache", () => {
  const progress = follow(LOG);
  expect(progress.driver()).toBe("mine (docker-container)");
  expect(progress.findings()).toEqual([
    { rule: "FromAsCasing", message: "'as' and 'FROM' keywords' casing do not match", line: 1 },
    { rule: "JSONArgsRecommended", message: "JSON arguments recommended for CMD", line: 9 },
  ]);
  expect(progress.cacheTrouble()).toBe("failed to push: 403 Forbidden");
});

test("a cache that is not there yet breaks nothing", () => {
  expect(follow(LOG).broken()).toBeUndefined();
  const text = `${LOG}\n#7 [4/4] RUN false\n#7 ERROR: process "/bin/sh -c false" did not complete successfully: exit code: 1`;
  expect(follow(text).broken()).toEqual({
    step: "[4/4] RUN false",
    why: 'process "/bin/sh -c false" did not complete successfully: exit code: 1',
  });
});

test("lines that are no progress are passed over", () => {
  const progress = follow("hello\n#x y\n####\n#1\n");
  expect([progress.steps(), progress.driver(), progress.cacheTrouble()]).toEqual([
    { total: 0, cached: 0 },
    undefined,
    undefined,
  ]);
});

test.each([
  "toomanyrequests: You have reached your pull rate limit",
  "unexpected status from HEAD request to https://registry-1.docker.io/v2/library/node/manifests/24: 429 Too Many Requests",
  'node:24: failed to resolve source metadata for docker.io/library/node:24: failed to do request: Head "https://…": dial tcp 1.2.3.4:443: i/o timeout',
])("%s is the base image's registry's, so that a mirror may help", (why) => {
  const failure = buildFailure({ label: "app", step: "[internal] load metadata", why, tail: [], cause: undefined });
  expect(failure).toMatchObject({ code: "SLIP-IMAGE-BASE", next: expect.stringContaining("`mirrors`") });
});

test.each([
  ["write /x: no space left on device", "The disk is full"],
  ["pull access denied, repository does not exist", "log in to its registry"],
  ["target stage nope could not be found", "Correct `target`"],
  [
    'failed to compute cache key: failed to calculate checksum of ref x::y: "/dist": not found',
    "is not in the context",
  ],
  ["exec format error", "QEMU"],
  ["dial tcp: i/o timeout", "Run the job again"],
  ['no builder "x" found', "BUILDX_BUILDER"],
  ["something else", "Correct the instruction"],
])("%s comes with what helps", (why, fix) => {
  const failure = buildFailure({ label: "app", step: "[2/3] RUN x", why, tail: ["last line"], cause: undefined });
  expect(failure).toMatchObject({ code: "SLIP-IMAGE-BUILD", next: expect.stringContaining(fix) });
  expect(failure.message).toContain("at `[2/3] RUN x`");
  expect(failure.message).toContain("last line");
});
