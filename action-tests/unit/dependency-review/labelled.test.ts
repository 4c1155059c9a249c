import { describe, expect, test } from "@jest/globals";
import type { ReleaseFacts } from "../../../shared/dependencies/types.ts";
import { review } from "./harness.ts";
import { npmLock } from "./npm-lock.ts";

/**
 * Updates as they happen, each labelled with what a person who knows the whole story would have said on that day: `stop` for what was,
 * or has the marks of, an attack or a broken rule; `pass` for ordinary work. The rules are judged by how many of them they get right.
 */
interface Labelled {
  readonly what: string;
  readonly label: "stop" | "pass";
  readonly before?: Partial<ReleaseFacts>;
  readonly after: Partial<ReleaseFacts>;
  readonly name?: string;
  readonly resolved?: string;
}

const NOW = Date.parse("2026-11-20T12:00:00Z");
const ago = (days: number): string => new Date(NOW - days * 86_400_000).toISOString();
const team = { maintainers: ["ann", "bob"], publisher: "ann" } as const;
const trusted = { trust: "trusted-publisher", publisher: "robot" } as const;

const SET: readonly Labelled[] = [
  // Attacks, and what has their marks.
  {
    what: "stolen token, hours old, postinstall added",
    label: "stop",
    before: { ...team, installScripts: [] },
    after: { ...team, publishedAt: ago(0.1), installScripts: ["postinstall"] },
  },
  {
    what: "stolen token, four days old, postinstall added",
    label: "stop",
    before: { ...team, installScripts: [] },
    after: { ...team, publishedAt: ago(4), installScripts: ["postinstall"] },
  },
  {
    what: "trusted publishing bypassed by hand, a week old",
    label: "stop",
    before: { ...trusted, publishedAt: ago(20) },
    after: { trust: "none", publishedAt: ago(7) },
  },
  {
    what: "provenance gone, five days old",
    label: "stop",
    before: { trust: "provenance", publishedAt: ago(60) },
    after: { trust: "none", publishedAt: ago(5) },
  },
  {
    what: "handed over to somebody else, a week old",
    label: "stop",
    before: { ...team, publishedAt: ago(300) },
    after: { maintainers: ["eve"], publisher: "eve", publishedAt: ago(7) },
  },
  {
    what: "a new maintainer's first release",
    label: "stop",
    before: { ...team, publishedAt: ago(300) },
    after: { maintainers: ["ann", "bob", "eve"], publisher: "eve", publishedAt: ago(9) },
  },
  {
    what: "worm: patch release, an hour old, nothing else to see",
    label: "stop",
    before: team,
    after: { ...team, publishedAt: ago(0.04) },
  },
  {
    what: "typosquat with a script",
    label: "stop",
    name: "loadsh",
    after: { createdAt: ago(40), publishedAt: ago(40), installScripts: ["preinstall"] },
  },
  {
    what: "typosquat without a script, half a year old",
    label: "stop",
    name: "chalkk",
    after: { createdAt: ago(180), publishedAt: ago(170) },
  },
  {
    what: "typosquat by a missing hyphen",
    label: "stop",
    name: "reactdom",
    after: { createdAt: ago(90), publishedAt: ago(90) },
  },
  {
    what: "helper package of an attack, a day old",
    label: "stop",
    name: "plain-helper-js",
    after: { createdAt: ago(1), publishedAt: ago(1), installScripts: ["postinstall"] },
  },
  {
    what: "helper package of an attack, two weeks old",
    label: "stop",
    name: "flat-stream-map",
    after: { createdAt: ago(14), publishedAt: ago(14) },
  },
  { what: "yanked", label: "stop", before: team, after: { ...team, yanked: true } },
  { what: "licence that is denied", label: "stop", before: team, after: { ...team, license: "AGPL-3.0-only" } },
  { what: "denied licence within AND", label: "stop", after: { license: "MIT AND AGPL-3.0-only" } },
  {
    what: "content exchanged under the lock file",
    label: "stop",
    before: team,
    after: { ...team, integrity: `sha512-${"Z".repeat(86)}==` },
  },
  {
    what: "taken from another host",
    label: "stop",
    before: team,
    after: team,
    resolved: "https://npm-mirror.example/thing.tgz",
  },
  {
    what: "taken by http",
    label: "stop",
    before: team,
    after: team,
    resolved: "http://registry.npmjs.org/thing/-/thing-1.1.0.tgz",
  },
  {
    what: "a slow attack: all signs older than a month",
    label: "stop",
    before: { ...team, installScripts: [] },
    after: { ...team, publishedAt: ago(45), installScripts: ["postinstall"] },
  },
  // Ordinary work.
  { what: "an old release of an old package", label: "pass", before: team, after: team },
  {
    what: "a release of last week by the same people",
    label: "pass",
    before: team,
    after: { ...team, publishedAt: ago(7) },
  },
  {
    what: "a release of last week by trusted publishing",
    label: "pass",
    before: { ...trusted, publishedAt: ago(60) },
    after: { ...trusted, publishedAt: ago(7) },
  },
  {
    what: "a team that moves to trusted publishing",
    label: "pass",
    before: { ...team, trust: "none", publishedAt: ago(60) },
    after: { ...trusted, publishedAt: ago(6) },
  },
  {
    what: "a fix of an old line, made before there was proof",
    label: "pass",
    before: { ...trusted, publishedAt: ago(5) },
    after: { trust: "none", publishedAt: ago(400) },
  },
  {
    what: "a maintainer more, the old one publishes",
    label: "pass",
    before: { ...team, publishedAt: ago(200) },
    after: { maintainers: ["ann", "bob", "cy"], publisher: "bob", publishedAt: ago(8) },
  },
  {
    what: "a maintainer leaves",
    label: "pass",
    before: team,
    after: { maintainers: ["bob"], publisher: "bob", publishedAt: ago(8) },
  },
  {
    what: "a native package keeps its install script",
    label: "pass",
    before: { ...team, installScripts: ["install"] },
    after: { ...team, installScripts: ["install"], publishedAt: ago(8) },
  },
  {
    what: "a well-known native package comes new",
    label: "pass",
    name: "esbuild",
    after: { ...team, installScripts: ["postinstall"] },
  },
  {
    what: "moved to an organisation of its own",
    label: "pass",
    before: { ...team, repository: "https://github.com/ann/thing" },
    after: { ...team, repository: "https://github.com/thing/thing", publishedAt: ago(20) },
  },
  { what: "deprecated but old and known", label: "pass", before: team, after: { ...team, deprecated: "use other" } },
  { what: "a choice of licences, one of them denied", label: "pass", after: { license: "MIT OR AGPL-3.0-only" } },
  {
    what: "a name near a well-known one, older than that one's fame",
    label: "pass",
    name: "preact",
    after: { createdAt: ago(3_000) },
  },
  {
    what: "a young package with a name of its own, two months old",
    label: "pass",
    name: "quite-new-tool",
    after: { createdAt: ago(60), publishedAt: ago(30) },
  },
  {
    what: "a package of four letters near another",
    label: "pass",
    name: "nest",
    after: { createdAt: ago(100), publishedAt: ago(60) },
  },
  { what: "an unknown licence where none is asked for", label: "pass", after: { ...team, license: undefined } },
  {
    what: "a plugin of a well-known package",
    label: "pass",
    name: "eslint-plugin-acme",
    after: { createdAt: ago(90), publishedAt: ago(60) },
  },
  {
    what: "a new package of people who are known, ten days old",
    label: "pass",
    name: "their-new-tool",
    after: { ...team, createdAt: ago(10), publishedAt: ago(10) },
  },
  {
    what: "a robot's first release by hand-made token, last week",
    label: "pass",
    before: { ...team, publishedAt: ago(90) },
    after: { ...team, publisher: "release-robot", publishedAt: ago(8) },
  },
];

async function isStopped({ before, after, name = "thing", resolved }: Labelled): Promise<boolean> {
  const entry = { version: "1.1.0", ...(resolved === undefined ? {} : { resolved }) };
  const told = await review({
    base: { "package-lock.json": npmLock(before === undefined ? {} : { [name]: "1.0.0" }) },
    head: { "package-lock.json": npmLock({ [name]: entry }) },
    releases: { [`${name}@1.0.0`]: before ?? {}, [`${name}@1.1.0`]: after },
    inputs: { denyLicenses: ["AGPL-3.0-only"] },
    now: new Date(NOW),
  });
  return told.outcome === "blocked";
}

describe("the rules over a labelled set", () => {
  test("precision and recall", async () => {
    const judged = await Promise.all(SET.map(async (one) => ({ ...one, stopped: await isStopped(one) })));
    const count = (label: string, stopped: boolean): number =>
      judged.filter((one) => one.label === label && one.stopped === stopped).length;
    const [hits, false_, missed] = [count("stop", true), count("pass", true), count("stop", false)];
    const wrong = judged.filter(({ label, stopped }) => (label === "stop") !== stopped).map(({ what }) => what);
    // What the rules get wrong, and are known to: the price of what they get right.
    expect(wrong).toEqual([
      "a slow attack: all signs older than a month",
      "a new package of people who are known, ten days old",
      "a robot's first release by hand-made token, last week",
    ]);
    expect(hits / (hits + false_)).toBeCloseTo(18 / 20, 5);
    expect(hits / (hits + missed)).toBeCloseTo(18 / 19, 5);
  });
});
