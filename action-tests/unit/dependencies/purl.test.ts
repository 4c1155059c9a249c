import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { PackageURL } from "packageurl-js";
import { canonicalName, purlOf } from "../../../shared/dependencies/purl.ts";
import type { Ecosystem } from "../../../shared/dependencies/types.ts";

test.each<[Ecosystem, string, string | undefined, string]>([
  ["npm", "@acme/shop", "1.0.0", "pkg:npm/%40acme/shop@1.0.0"],
  ["npm", "JSONStream", "1.3.5", "pkg:npm/JSONStream@1.3.5"],
  ["npm", "a", "1.0.0+build", "pkg:npm/a@1.0.0+build"],
  ["PyPI", "Zope.Interface", "6.0", "pkg:pypi/zope-interface@6.0"],
  ["PyPI", "a__b--c", undefined, "pkg:pypi/a-b-c"],
  ["Go", "github.com/BurntSushi/toml", "v1.3.2", "pkg:golang/github.com/BurntSushi/toml@v1.3.2"],
  [
    "Go",
    "github.com/docker/docker",
    "v24.0.0+incompatible",
    "pkg:golang/github.com/docker/docker@v24.0.0+incompatible",
  ],
  ["Packagist", "Acme/Shop", "v1.0", "pkg:composer/acme/shop@v1.0"],
  ["GitHub Actions", "Actions/Checkout", "v4", "pkg:githubactions/actions/checkout@v4"],
  ["Docker", "nginx", "sha256:ab", "pkg:docker/nginx@sha256:ab"],
  ["NuGet", "Newtonsoft.Json", "13.0.3", "pkg:nuget/newtonsoft.json@13.0.3"],
  ["Maven", "com.acme:shop", "1.0-jre", "pkg:maven/com.acme/shop@1.0-jre"],
  ["RubyGems", "a?b#c", "1", "pkg:gem/a%3Fb%23c@1"],
])("%s: %s %s is %s", (ecosystem, name, version, expected) => {
  expect(purlOf(ecosystem, name, version)).toBe(expected);
});

test("qualifiers and a path below", () => {
  expect(
    purlOf("Docker", "acme/x", "1", {
      qualifiers: [
        ["repository_url", "ghcr.io/a b"],
        ["tag", "1&2"],
      ],
    }),
  ).toBe("pkg:docker/acme/x@1?repository_url=ghcr.io/a%20b&tag=1%262");
  expect(purlOf("GitHub Actions", "a/b", "v1", { subpath: "c/d e" })).toBe("pkg:githubactions/a/b@v1#c/d%20e");
});

test("agrees with the common library wherever the ecosystem itself does not tell more names apart", () => {
  const types: readonly (readonly [Ecosystem, string])[] = [
    ["npm", "npm"],
    ["crates.io", "cargo"],
    ["RubyGems", "gem"],
    ["Packagist", "composer"],
    ["PyPI", "pypi"],
  ];
  const name = fc.stringMatching(/^[a-z][a-z0-9 ~@%?#é-]{0,12}[a-z]$/);
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      name,
      fc.stringMatching(/^[0-9][0-9a-z.+:~ !%-]{0,12}[a-z]$/),
      ([ecosystem, type], own, version) => {
        const expected = new PackageURL(
          type,
          undefined,
          canonicalName(ecosystem, own),
          version,
          undefined,
          undefined,
        ).toString();
        expect(purlOf(ecosystem, own, version)).toBe(expected);
      },
    ),
  );
});

test("two packages never have one purl, and no text breaks out of it", () => {
  const text = fc.string({ unit: "binary", minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(text, text, text, (one, other, version) => {
      const made = purlOf("npm", one, version);
      expect(made).toMatch(/^pkg:npm\/[\x21-\x7e]*$/);
      expect(made === purlOf("npm", other, version)).toBe(one.toWellFormed() === other.toWellFormed());
      expect(made.slice("pkg:npm/".length)).not.toMatch(/[\s?#]/);
    }),
  );
});
