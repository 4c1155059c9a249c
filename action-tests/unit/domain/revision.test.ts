import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { digestOf, isPinned, pinned, repositoryOf, runs, sameCommit, short } from "../../../shared/domain/revision.ts";

const A = `sha256:${"a".repeat(64)}`;
const B = `sha256:${"b".repeat(64)}`;
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

test.each([
  [COMMIT, "0123456789ab"],
  ["main", "main"],
  [`ghcr.io/acme/shop@${A}`, `ghcr.io/acme/shop@${A}`],
  ["", ""],
])("people read %j as %j", (revision, text) => {
  expect(short(revision)).toBe(text);
});

describe("image references", () => {
  test.each([
    ["nginx", "docker.io/library/nginx"],
    ["nginx:1.27", "docker.io/library/nginx"],
    ["acme/shop", "docker.io/acme/shop"],
    ["ghcr.io/acme/shop:v1", "ghcr.io/acme/shop"],
    [`ghcr.io/acme/shop@${A}`, "ghcr.io/acme/shop"],
    [`ghcr.io/acme/shop:v1@${A}`, "ghcr.io/acme/shop"],
    ["localhost:5000/shop", "localhost:5000/shop"],
    ["registry.test:5000/acme/shop:v1", "registry.test:5000/acme/shop"],
    ["localhost/shop", "localhost/shop"],
    ["GHCR.io/acme/shop:v1", "ghcr.io/acme/shop"],
    ["docker.io/nginx:1", "docker.io/library/nginx"],
    ["docker.io/acme/shop", "docker.io/acme/shop"],
  ])("the repository of %s is %s", (reference, repository) => {
    expect(repositoryOf(reference)).toBe(repository);
  });

  test.each([
    [`x@${A}`, A],
    ["x:latest", undefined],
    ["x@sha256:abc", undefined],
  ])("the digest of %s is %s", (reference, digest) => {
    expect(digestOf(reference)).toBe(digest);
  });
});

describe("whether what runs is what was wanted", () => {
  const shop = "ghcr.io/acme/shop";
  test.each([
    ["the digest that the provider resolved", `${shop}@${A}`, { image: `${shop}:v1`, digest: A }, true],
    ["another digest under the same tag", `${shop}:v1@${A}`, { image: `${shop}:v1`, digest: B }, false],
    ["the digest in the provider's reference", `${shop}@${A}`, { image: `${shop}@${A}` }, true],
    ["the index by name, one platform of it by digest", `${shop}@${A}`, { image: `${shop}@${A}`, digest: B }, true],
    ["the same digest of another image", `${shop}@${A}`, { image: `ghcr.io/evil/shop@${A}`, digest: A }, false],
    ["a digest without a reference", `${shop}@${A}`, { digest: A }, true],
    ["nothing known", `${shop}@${A}`, {}, false],
    ["a tag", `${shop}:v1`, { image: `${shop}:v1`, digest: A }, true],
    ["another tag", `${shop}:v1`, { image: `${shop}:v2` }, false],
    ["a tag against a digest", `${shop}:v1`, { image: `${shop}@${A}` }, false],
    ["Docker's short form", "nginx", { image: "docker.io/library/nginx:latest" }, true],
  ])("%s", (_, image, running, expected) => {
    expect(runs(running, { image, commit: COMMIT })).toBe(expected);
  });

  test.each([
    ["the image itself", A, true],
    ["one of its platforms", B, true],
    ["something else, whatever the reference says", `sha256:${"c".repeat(64)}`, false],
  ])("where all digests are known, the provider may have resolved %s: %s is %s", (_, digest, expected) => {
    expect(runs({ image: `${shop}@${A}`, digest }, { image: `${shop}@${A}`, digests: [A, B] })).toBe(expected);
  });

  test.each([
    [COMMIT, COMMIT, true],
    [COMMIT.slice(0, 7), COMMIT, true],
    [COMMIT, COMMIT.slice(0, 12).toUpperCase(), true],
    [COMMIT.slice(0, 6), COMMIT, false],
    [COMMIT, undefined, false],
    [COMMIT, "f".repeat(40), false],
  ])("commit %s against %s", (wanted, commit, expected) => {
    expect(runs({ commit }, { commit: wanted })).toBe(expected);
  });

  test("whatever runs is right when nothing was asked for", () => {
    expect(runs({}, {})).toBe(true);
  });

  test("comparing commits has no order", () => {
    const hex = fc.stringMatching(/^[0-9a-f]{1,12}$/);
    fc.assert(fc.property(hex, hex, (one, other) => expect(sameCommit(one, other)).toBe(sameCommit(other, one))));
  });
});

test.each([
  [{}, false],
  [{ commit: COMMIT }, true],
  [{ commit: COMMIT, image: "x:v1" }, false],
  [{ image: `x@${A}` }, true],
])("%j is the same bytes for ever: %s", (revision, expected) => {
  expect(isPinned(revision)).toBe(expected);
});

test.each([
  [{}, undefined],
  [{ image: "nginx:1" }, "nginx:1"],
  [{ image: "nginx:1", digest: A }, `docker.io/library/nginx@${A}`],
])("%j is written down as %s", (running, expected) => {
  expect(pinned(running)).toBe(expected);
});
