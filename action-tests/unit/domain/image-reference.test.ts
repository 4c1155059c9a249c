import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatImageReference, parseImageReference } from "../../../shared/domain/image-reference.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

describe("image references", () => {
  test.each([
    ["ghcr.io/Acme/Shop:Main", "ghcr.io", "acme/shop", "Main", undefined],
    ["ghcr.io/acme/shop", "ghcr.io", "acme/shop", undefined, undefined],
    [`ghcr.io/acme/shop:main@${DIGEST}`, "ghcr.io", "acme/shop", "main", DIGEST],
    ["alpine", "docker.io", "library/alpine", undefined, undefined],
    ["alpine:3.20", "docker.io", "library/alpine", "3.20", undefined],
    ["grafana/k6", "docker.io", "grafana/k6", undefined, undefined],
    ["docker.io/alpine", "docker.io", "library/alpine", undefined, undefined],
    ["index.docker.io/library/alpine", "docker.io", "library/alpine", undefined, undefined],
    ["localhost/shop", "localhost", "shop", undefined, undefined],
    ["127.0.0.1:5000/acme/shop:1", "127.0.0.1:5000", "acme/shop", "1", undefined],
    ["[::1]:5000/shop", "[::1]:5000", "shop", undefined, undefined],
    ["registry.example:5000/a/b/c_d/e__f/g-h.i", "registry.example:5000", "a/b/c_d/e__f/g-h.i", undefined, undefined],
  ])("%s", (text, registry, path, tag, digest) => {
    expect(parseImageReference(text)).toEqual({ registry, path, tag, digest });
  });

  test.each([
    "",
    "/shop",
    "ghcr.io/",
    "ghcr.io//shop",
    "ghcr.io/acme/../shop",
    "ghcr.io/acme/shop:",
    "ghcr.io/acme/shop@sha256:abc",
    `ghcr.io/acme/shop@md5:${"a".repeat(64)}`,
    "ghcr.io/acme/shop:a b",
    "ghcr.io/acme/-shop",
    "https://ghcr.io/acme/shop",
    "ghcr.io/acme/shop?x=1",
    "user:pass@ghcr.io/acme/shop",
    `ghcr.io/${"a".repeat(300)}`,
    "ghcr.io/acme/shop:-x",
  ])("%j is none", (text) => {
    expect(parseImageReference(text)).toBeUndefined();
  });

  test("what was read and written is read the same, and never holds what an address could be bent by", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 60 }), (text) => {
        const found = parseImageReference(text);
        if (found === undefined) return;
        expect(parseImageReference(formatImageReference(found))).toEqual(found);
        expect(`${found.registry}/${found.path}`).not.toMatch(/[?#@\\\s%]|\/\/|\.\./);
      }),
      { numRuns: 2000 },
    );
  });
});
