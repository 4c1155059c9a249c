import { describe, expect, test } from "@jest/globals";
import { RULES } from "../../../shared/dependencies/policy/rules.ts";
import { review, rulesOf, type Story } from "./harness.ts";
import { npmLock } from "./npm-lock.ts";

/**
 * Real attacks as they stood in the hours before any advisory: no database knows anything. Versions and times are those of the
 * public reports; whoever published is called by other names.
 */
interface Incident extends Pick<Story, "base" | "head" | "releases" | "actions" | "tags"> {
  readonly name: string;
  readonly now: string;
  /** Every rule has to stop it by itself: an attacker who knows one still meets the others. */
  readonly stoppedBy: readonly string[];
}

type Releases = NonNullable<Story["releases"]>;
type Evidence = Pick<Story, "base" | "head" | "releases" | "actions" | "tags">;

const withFacts = (story: Evidence, facts: Exclude<Releases[string], string>): Evidence => ({
  ...story,
  releases: Object.fromEntries(
    Object.entries(story.releases ?? {}).map(([key, told]) => [key, told === "unknown" ? told : { ...told, ...facts }]),
  ),
});

const TIMES = "times of publication";

/** What a mirror may leave out, an attacker may forge, or a service may not know: one source of evidence gone each time. */
const WITHOUT: Readonly<Record<string, (story: Evidence) => Evidence>> = {
  [TIMES]: (story) => withFacts(story, { publishedAt: undefined, createdAt: undefined }),
  "proofs of origin": (story) => withFacts(story, { trust: undefined }),
  "scripts in the registry": (story) => withFacts(story, { installScripts: undefined }),
  "people in the registry": (story) => withFacts(story, { maintainers: undefined, publisher: undefined }),
  "scripts in the lock file, which the attacker's pull request wrote": (story) => ({
    ...story,
    head: Object.fromEntries(
      Object.entries(story.head).map(([file, text]) => [
        file,
        text.replaceAll(/\s*"hasInstallScript": true,?/g, "").replaceAll(/,(\s*\})/g, "$1"),
      ]),
    ),
  }),
  "branches of the action's repository": (story) => withoutFact(story, { onBranch: undefined }),
  "dates of the action's commits and releases": (story) =>
    withoutFact(story, { committedAt: undefined, releasedAt: undefined, immutable: undefined }),
  "tags of the action's repository": (story) => ({ ...story, tags: {} }),
};

const withoutFact = (story: Evidence, facts: NonNullable<Story["actions"]>[string]): Evidence => ({
  ...story,
  actions: Object.fromEntries(Object.entries(story.actions ?? {}).map(([key, told]) => [key, { ...told, ...facts }])),
});

const IMPOSTER = "d".repeat(40);

const incidents: readonly Incident[] = [
  {
    name: "axios 1.14.1, three hours after it was published",
    now: "2026-03-31T03:21:00Z",
    base: { "package-lock.json": npmLock({ axios: "1.14.0" }) },
    head: {
      "package-lock.json": npmLock(
        {
          axios: { version: "1.14.1", dependencies: { "plain-crypto-js": "^4.2.1" } },
          "plain-crypto-js": { version: "4.2.1", hasInstallScript: true },
        },
        ["axios"],
      ),
    },
    releases: {
      "axios@1.14.0": { publishedAt: "2026-03-27T19:01:00Z", trust: "trusted-publisher" },
      "axios@1.14.1": { publishedAt: "2026-03-31T00:21:00Z", trust: "none" },
      "plain-crypto-js@4.2.1": {
        publishedAt: "2026-03-30T23:59:00Z",
        createdAt: "2026-03-30T05:57:00Z",
        installScripts: ["postinstall"],
        trust: "none",
      },
    },
    stoppedBy: [
      "age axios@1.14.1",
      "trust axios@1.14.1",
      "age plain-crypto-js@4.2.1",
      "install-script plain-crypto-js@4.2.1",
      "new-name plain-crypto-js@4.2.1",
    ],
  },
  {
    name: "Shai-Hulud, @ctrl/tinycolor 4.1.1, an hour after it was published",
    now: "2025-09-15T21:00:00Z",
    base: { "package-lock.json": npmLock({ "@ctrl/tinycolor": "4.1.0" }) },
    head: { "package-lock.json": npmLock({ "@ctrl/tinycolor": { version: "4.1.1", hasInstallScript: true } }) },
    releases: {
      "@ctrl/tinycolor@4.1.0": { publishedAt: "2024-08-01T00:00:00Z", installScripts: [] },
      "@ctrl/tinycolor@4.1.1": { publishedAt: "2025-09-15T19:52:00Z", installScripts: ["postinstall"] },
    },
    stoppedBy: ["age @ctrl/tinycolor@4.1.1", "install-script @ctrl/tinycolor@4.1.1"],
  },
  {
    name: "event-stream style: a new maintainer adds a package of his own, which runs a script",
    now: "2018-09-09T12:00:00Z",
    base: { "package-lock.json": npmLock({ "event-stream": "3.3.5" }) },
    head: {
      "package-lock.json": npmLock(
        {
          "event-stream": { version: "3.3.6", dependencies: { "flatmap-stream": "^0.1.0" } },
          "flatmap-stream": { version: "0.1.1", hasInstallScript: true },
        },
        ["event-stream"],
      ),
    },
    releases: {
      "event-stream@3.3.5": { publishedAt: "2018-09-05T00:00:00Z", maintainers: ["founder"], publisher: "founder" },
      "event-stream@3.3.6": {
        publishedAt: "2018-09-09T07:00:00Z",
        maintainers: ["founder", "volunteer"],
        publisher: "volunteer",
      },
      "flatmap-stream@0.1.1": {
        publishedAt: "2018-09-05T00:00:00Z",
        createdAt: "2018-08-05T00:00:00Z",
        installScripts: ["install"],
      },
    },
    stoppedBy: ["age event-stream@3.3.6", "maintainer event-stream@3.3.6", "install-script flatmap-stream@0.1.1"],
  },
  {
    name: "event-stream 3.3.6 on the day of its payload, which no script ran",
    now: "2018-10-05T20:00:00Z",
    base: { "package-lock.json": npmLock({ "event-stream": "3.3.4" }) },
    head: {
      "package-lock.json": npmLock(
        {
          "event-stream": { version: "3.3.6", dependencies: { "flatmap-stream": "^0.1.0" } },
          "flatmap-stream": "0.1.1",
        },
        ["event-stream"],
      ),
    },
    releases: {
      "event-stream@3.3.4": { publishedAt: "2016-07-13T00:00:00Z", maintainers: ["founder"], publisher: "founder" },
      "event-stream@3.3.6": {
        publishedAt: "2018-09-09T07:00:00Z",
        maintainers: ["founder", "volunteer"],
        publisher: "volunteer",
      },
      "flatmap-stream@0.1.1": {
        publishedAt: "2018-10-05T12:00:00Z",
        createdAt: "2018-08-05T00:00:00Z",
        installScripts: [],
      },
    },
    stoppedBy: ["maintainer event-stream@3.3.6", "age flatmap-stream@0.1.1"],
  },
  {
    name: "trivy-action, tags moved to commits of a fork",
    now: "2026-03-19T20:00:00Z",
    base: { ".github/workflows/ci.yml": "on: push\njobs: {}\n" },
    head: {
      ".github/workflows/ci.yml":
        "on: push\njobs:\n  scan:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: aquasecurity/trivy-action@0.33.0\n",
    },
    actions: {
      "aquasecurity/trivy-action@0.33.0": {
        kind: "tag",
        sha: IMPOSTER,
        onBranch: false,
        committedAt: "2026-03-19T17:43:00Z",
        releasedAt: "2025-08-29T00:00:00Z",
        immutable: false,
      },
    },
    stoppedBy: [
      "imposter-commit aquasecurity/trivy-action@0.33.0",
      "moved-tag aquasecurity/trivy-action@0.33.0",
      "unpinned-action aquasecurity/trivy-action@0.33.0",
    ],
  },
  {
    name: "trivy-action, pinned to the moved tag's commit under its good name",
    now: "2026-03-19T20:00:00Z",
    base: { ".github/workflows/ci.yml": "on: push\njobs: {}\n" },
    head: {
      ".github/workflows/ci.yml": `on: push\njobs:\n  scan:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: aquasecurity/trivy-action@${IMPOSTER} # 0.35.0\n`,
    },
    actions: { [`aquasecurity/trivy-action@${IMPOSTER}`]: { onBranch: false } },
    tags: { "aquasecurity/trivy-action@0.35.0": "e".repeat(40) },
    stoppedBy: [
      `imposter-commit aquasecurity/trivy-action@${IMPOSTER}`,
      `moved-tag aquasecurity/trivy-action@${IMPOSTER}`,
    ],
  },
];

const configured = (story: Evidence, rules: Readonly<Record<string, string>>): Evidence => {
  const text = `rules:\n${Object.entries(rules)
    .map(([rule, level]) => `  ${rule}: ${level}\n`)
    .join("")}`;
  const config = { ".github/slipway.deps.yml": text };
  return { ...story, base: { ...story.base, ...config }, head: { ...story.head, ...config } };
};

describe.each(incidents)("$name", ({ stoppedBy, now, ...story }) => {
  const rules = [...new Set(stoppedBy.map((rule) => rule.split(" ")[0] ?? ""))];
  test("is stopped by at least two independent gates before any advisory existed", async () => {
    const told = await review({ ...story, now: new Date(now) });
    expect(told.outcome).toBe("blocked");
    expect(rulesOf(told, "block").toSorted()).toEqual(stoppedBy.toSorted());
    expect(rules.length).toBeGreaterThanOrEqual(2);
    // Nobody had written anything about it.
    expect([told.report.introduced, told.report.existing, told.report.existingElsewhere]).toEqual([[], [], []]);
    expect(rules).not.toEqual(expect.arrayContaining(["malware"]));
    expect(rules).not.toEqual(expect.arrayContaining(["vulnerability"]));
  });

  test.each(rules)("is stopped too where nobody looks for %s", async (rule) => {
    const told = await review({ ...configured(story, { [rule]: "off" }), now: new Date(now) });
    expect(told.outcome).toBe("blocked");
  });

  test.each(rules)("is stopped by %s alone, where nobody looks for anything else", async (rule) => {
    // Nobody can switch off the one for malware, of which nothing is known here.
    const others = Object.keys(RULES).filter((other) => other !== rule && other !== "malware");
    const off = Object.fromEntries(others.map((other) => [other, "off"]));
    const told = await review({ ...configured(story, off), now: new Date(now) });
    expect([told.outcome, ...new Set(told.report.findings.map((finding) => finding.rule))]).toEqual(["blocked", rule]);
  });

  // Of those that there is any of.
  const sources = Object.keys(WITHOUT).filter(
    (source) => JSON.stringify(WITHOUT[source]?.(story)) !== JSON.stringify(story),
  );
  test.each(sources)("is stopped without %s", async (evidence) => {
    const told = await review({ ...(WITHOUT[evidence]?.(story) ?? story), now: new Date(now) });
    // A registry that does not tell when anything came leaves nothing to go by but that it does not.
    const ends = evidence === TIMES ? ["blocked", "not-checked"] : ["blocked"];
    expect(ends).toContain(told.outcome);
    expect(told.failure).toBeDefined();
  });
});
