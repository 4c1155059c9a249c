import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { digestOf, editsTo } from "../../../shared/site/edits.ts";
import { isTreePath } from "../../../shared/site/paths.ts";
import { formatPublications, parsePublications, type Publication } from "../../../shared/site/record.ts";
import { redirectPage } from "../../../shared/site/redirect.ts";

const publication: Publication = {
  kind: "site",
  number: 1,
  commit: "a".repeat(40),
  run: "1/1",
  at: "2026-11-20T00:00:00Z",
  files: 1,
  size: 1,
  digest: "d",
};

test("reads what it wrote", () => {
  const publications = new Map<string, Publication>([
    ["", publication],
    ["v/1.0", { ...publication, kind: "version", broken: ["x"] }],
  ]);
  expect(parsePublications(formatPublications(publications))).toEqual(publications);
  expect(parsePublications(undefined)?.size).toBe(0);
});

test("takes no record for one that is damaged, in any part", () => {
  const odd = ["../x", "a/.git"].map((place) => ({ [place]: publication }));
  for (const publications of [...odd, { a: publication, b: { kind: "site" } }, { a: 1 }, []]) {
    expect(parsePublications(JSON.stringify({ schema: 1, publications }))).toBeUndefined();
  }
  for (const text of ["", "[]", "null", '{"schema":2,"publications":{}}', "{"]) {
    expect(parsePublications(text)).toBeUndefined();
  }
});

test("the digest is of paths and contents, in any order", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (files) => {
      const rows = Object.entries(files);
      expect(digestOf(new Map(rows))).toBe(digestOf(new Map(rows.toReversed())));
    }),
  );
  expect(digestOf(new Map([["a", "1"]]))).not.toBe(digestOf(new Map([["a", "2"]])));
});

test("edits make exactly what is wanted of what is ours", () => {
  const path = fc.constantFrom("a", "b", "c/d", "ours/e", "theirs/f", "theirs/g");
  const files = fc.dictionary(path, fc.constantFrom("1", "2"));
  fc.assert(
    fc.property(files, files, (before, after) => {
      const owns = (name: string) => !name.startsWith("theirs/");
      const wanted = new Map(Object.entries(after).filter(([name]) => owns(name)));
      const { edits } = editsTo(wanted, new Map(Object.entries(before)), owns);
      const tree = new Map<string, string>(Object.entries(before));
      for (const name of edits.remove) tree.delete(name);
      for (const [name, id] of edits.put) tree.set(name, id);
      const theirs = Object.entries(before).filter(([name]) => !owns(name));
      // Maps are equal in any order.
      expect(tree).toEqual(new Map([...wanted, ...theirs]));
    }),
  );
});

test.each(["../a", "a/../b", "/a", "a//b", "a/", ".git/config", "a/.GIT/x", "a\\b", "a\nb", "a\u0000b"])(
  "%j is no path of a tree",
  (path) => {
    expect(isTreePath(path)).toBe(false);
  },
);

test("a redirect says no address as markup or script", () => {
  const html = redirectPage(`"></script><script>alert('x')</script>&`);
  expect(html.match(/<script>/g)).toHaveLength(1);
  expect(html).not.toContain(`">`.concat("</script><script>"));
});
