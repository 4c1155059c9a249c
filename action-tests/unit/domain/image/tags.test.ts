import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Event } from "../../../../shared/domain/image/event.ts";
import { labelsFor, pairsOf } from "../../../../shared/domain/image/labels.ts";
import { sanitize, tagsFor } from "../../../../shared/domain/image/tags.ts";
import { formatDate } from "../../../../shared/domain/image/template.ts";
import { readPep440, readSemver } from "../../../../shared/domain/image/versions.ts";

const SHA = "860c1904a1ce19322e91ac35af1ab07466440c37";
const event: Event = {
  name: "push",
  ref: "refs/heads/main",
  commit: SHA,
  before: undefined,
  repository: "Acme/Shop",
  defaultBranch: "main",
  serverUrl: "https://github.com",
  pull: undefined,
  branch: "main",
  tag: undefined,
  now: new Date("2026-01-10T00:30:05.007Z"),
};
const onBranch = (branch: string): Event => ({ ...event, branch, ref: `refs/heads/${branch}` });
const onTag = (tag: string): Event => ({ ...event, branch: undefined, tag, ref: `refs/tags/${tag}` });
const onPull: Event = {
  ...event,
  name: "pull_request",
  branch: undefined,
  ref: "refs/pull/7/merge",
  pull: { number: 7, baseRef: "main", headRef: "fix", unprivileged: false, closed: false },
};
const scheduled: Event = { ...event, name: "schedule" };

const names = (of: Event, lines: readonly string[], flavor: readonly string[] = []) =>
  tagsFor(of, lines, flavor).tags.map(({ name }) => name);

describe("tags", () => {
  test.each<[string, Event, string[], string[]]>([
    ["usual on the main branch", event, [], ["main", "sha-860c190"]],
    ["usual on another branch", onBranch("feat/Ünder_1"), [], ["feat-nder_1", "sha-860c190"]],
    ["usual in a pull request", onPull, [], ["pr-7"]],
    ["usual on a tag", onTag("v1.2.3"), [], ["v1.2.3", "sha-860c190", "latest"]],
    ["usual on a schedule", scheduled, [], ["nightly", "main", "sha-860c190"]],
    ["a plain tag", event, ["Foo"], ["Foo"]],
    ["raw", event, ["type=raw,value=a-{{sha}}"], ["a-860c190"]],
    ["raw with a comma", event, ['type=raw,"value=a,b"'], ["a-b"]],
    ["raw with a quote", event, ['type=raw,"value=a""b"'], ["a-b"]],
    ["sha in full", event, ["type=sha,format=long"], [`sha-${SHA}`]],
    ["sha with a prefix of one's own", event, ["type=sha,prefix="], ["860c190"]],
    ["edge", event, ["type=edge"], ["edge"]],
    ["edge of another branch", event, ["type=edge,branch=dev"], []],
    ["edge in a pull request", onPull, ["type=edge"], []],
    [
      "semver",
      onTag("v1.2.3"),
      ["type=semver,pattern={{version}}", "type=semver,pattern={{major}}.{{minor}}"],
      ["1.2.3", "1.2", "latest"],
    ],
    ["semver, raw", onTag("v1.2.3"), ["type=semver,pattern={{raw}}"], ["v1.2.3", "latest"]],
    [
      "semver before a release",
      onTag("v1.2.3-rc.1"),
      ["type=semver,pattern={{version}}", "type=semver,pattern={{major}}"],
      ["1.2.3-rc.1"],
    ],
    ["semver of a value", event, ["type=semver,pattern=v{{major}},value=v2.0.0"], ["v2", "latest"]],
    ["semver of no tag", event, ["type=semver,pattern={{version}}"], []],
    ["semver of a tag that is none", onTag("release"), ["type=semver,pattern={{version}}"], []],
    ["pep440", onTag("1.2.3rc2"), ["type=pep440,pattern={{version}}", "type=pep440,pattern={{major}}"], ["1.2.3rc2"]],
    ["pep440 of a release", onTag("1.2"), ["type=pep440,pattern={{major}}.{{minor}}.{{patch}}"], ["1.2.0", "latest"]],
    ["match", onTag("p1/v1.2.3"), [String.raw`type=match,pattern=v(\d.\d),group=1`], ["1.2", "latest"]],
    ["match with flags", onTag("ABC"), ["type=match,pattern=/b/gi"], ["B", "latest"]],
    ["match of nothing", onTag("x"), ["type=match,pattern=y"], []],
    ["match by what is no pattern", onTag("x"), ["type=match,pattern=("], []],
    ["match without a tag", event, ["type=match,pattern=y"], []],
    ["ref of the wrong kind", event, ["type=ref,event=tag", "type=ref,event=pr"], []],
    ["ref of a branch in a pull request", onPull, ["type=ref,event=branch"], []],
    ["not enabled", event, ["type=raw,value=a,enable=false", "type=raw,value=b,enable={{is_default_branch}}"], ["b"]],
    ["enabled elsewhere", onBranch("x"), ["type=raw,value=b,enable={{is_not_default_branch}}"], ["b"]],
    [
      "by priority",
      event,
      ["type=raw,value=low", "type=raw,value=high,priority=2000", "type=edge"],
      ["high", "edge", "low"],
    ],
    [
      "a schedule with a date",
      scheduled,
      ["type=schedule,pattern={{date 'YYYYMMDD-HHmmss' tz='Asia/Tokyo'}}"],
      ["20260110-093005"],
    ],
    ["a date as usual", event, ["{{date}}"], ["20260110"]],
    ["of a pull request's base", onPull, ["base-{{base_ref}}"], ["base-main"]],
    ["nothing that a tag could begin with", event, ["type=raw,value=..-"], []],
    ["the same one twice", event, ["a", "a"], ["a"]],
  ])("%s", (_, of, lines, expected) => {
    expect(names(of, lines)).toEqual(expected);
  });

  test("flavors", () => {
    expect(names(event, ["a"], ["latest=true"])).toEqual(["a", "latest"]);
    expect(names(onTag("v1"), [], ["latest=false"])).toEqual(["v1", "sha-860c190"]);
    expect(names(event, ["a", "type=sha"], ["prefix=p-,onlatest=true", "suffix=-s", "latest=true"])).toEqual([
      "p-a-s",
      "sha-860c190-s",
      "p-latest",
    ]);
    expect(names(event, ["a"], ["prefix=p-", "suffix=-s,onlatest=true", "latest=true"])).toEqual(["p-a-s", "latest-s"]);
    expect(names(event, ["latest", "a"], ["latest=true"])).toEqual(["a", "latest"]);
  });

  test("only what names a commit or a version for ever never moves", () => {
    const fixed = (of: Event, line: string) => tagsFor(of, [line]).tags[0]?.fixed;
    expect(fixed(event, "type=sha")).toBe(true);
    expect(fixed(onTag("v1.2.3"), "type=semver,pattern={{version}}")).toBe(true);
    expect(fixed(onTag("v1.2.3"), "type=semver,pattern={{major}}.{{minor}}.{{patch}}")).toBe(true);
    expect(fixed(onTag("v1.2.3"), "type=semver,pattern={{major}}.{{minor}}")).toBe(false);
    expect(fixed(onTag("v1.2.3-rc1"), "type=semver,pattern={{major}}")).toBe(true);
    expect(fixed(onTag("v1"), "type=ref,event=tag")).toBe(true);
    expect(fixed(event, "type=ref,event=branch")).toBe(false);
    expect(fixed(onPull, "type=ref,event=pr")).toBe(false);
  });

  test.each([
    ["type=nonsense", "has no type"],
    ["type=semver", "needs a `pattern`"],
    ["type=raw,value=", "needs a `value`"],
    ["type=ref,event=x", "needs `event=branch`"],
    ["type=ref", "needs `event=branch`"],
    ["type=sha,format=x", "write `format=short`"],
    ["type=raw,value=a,priority=x", "no whole number"],
    ["type=raw,value=a,enable=maybe", "neither `true` nor `false`"],
    ["type=raw,value=a,enable={{what}}", "neither `true` nor `false`"],
    ["type=raw,value={{what}}", "stands for nothing"],
  ])("%s is told", (line, expected) => {
    const { problems, tags } = tagsFor(event, [line, "type=sha"]);
    expect(problems).toEqual([expect.stringContaining(expected)]);
    expect(tags).toEqual([]);
  });

  test("a flavor that there is not is told, and a version that is none is noted", () => {
    expect(tagsFor(event, [], ["nonsense"]).problems).toHaveLength(1);
    expect(tagsFor(event, [], ["latest=perhaps"]).problems).toHaveLength(1);
    expect(tagsFor(onTag("x"), ["type=semver,pattern={{version}}"]).notes).toHaveLength(1);
  });

  test("every tag is one that a registry takes", () => {
    const any = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(any, any, (branch, raw) => {
        for (const { name } of tagsFor(onBranch(branch), ["type=ref,event=branch", `x${raw.replaceAll(/[,="{]/g, "")}`])
          .tags) {
          expect(name).toMatch(/^\w[\w.-]{0,127}$/);
        }
      }),
    );
    expect(sanitize("-.a")).toBe("a");
  });
});

test.each([
  ["1.2.3", "1.2.3", false],
  ["v1.2.3-alpha.1+build", "1.2.3-alpha.1", true],
  ["=v01.2.3", "1.2.3", false],
])("%s as a semantic version", (raw, version, prerelease) => {
  expect(readSemver(raw)).toMatchObject({ version, prerelease });
});

test.each([
  ["1.0", "1.0", false],
  ["v1!2.03.4", "1!2.3.4", false],
  ["1.0-alpha", "1.0a0", true],
  ["1.0.preview_2", "1.0rc2", true],
  ["1.0b1", "1.0b1", true],
  ["1.0-3", "1.0.post3", false],
  ["1.0.rev4", "1.0.post4", false],
  ["1.0.post", "1.0.post0", false],
  ["2026.1.dev5+local.1", "2026.1.dev5", true],
])("%s as a version of Python", (raw, version, prerelease) => {
  expect(readPep440(raw)).toMatchObject({ version, prerelease });
});

test("what is no version is none", () => {
  expect([readSemver("1.2"), readPep440("one")]).toEqual([undefined, undefined]);
});

test("dates in all their letters, and in UTC where there is no such zone", () => {
  expect(formatDate(event.now, "YY YYYY MM DD HH mm ss SSS X", "UTC")).toBe("26 2026 01 10 00 30 05 007 1768005005");
  expect(formatDate(event.now, "HH", "Nowhere/Land")).toBe("00");
});

test("labels are the commit's alone", () => {
  const source = { event, revision: SHA, epoch: 1_700_000_000, version: "1.2.3" };
  expect(labelsFor(source)).toEqual({
    "org.opencontainers.image.created": "2023-11-14T22:13:20Z",
    "org.opencontainers.image.revision": SHA,
    "org.opencontainers.image.source": "https://github.com/Acme/Shop",
    "org.opencontainers.image.title": "Shop",
    "org.opencontainers.image.url": "https://github.com/Acme/Shop",
  });
  expect(labelsFor({ ...source, event: { ...event, repository: "shop" } })).toMatchObject({
    "org.opencontainers.image.title": "shop",
  });
  expect(pairsOf(["a=b=c", " version = {{version}}", "=x", "y"], source)).toEqual({
    pairs: { a: "b=c", version: " 1.2.3" },
    problems: ["`=x` has to look like `KEY=VALUE`", "`y` has to look like `KEY=VALUE`"],
  });
});
