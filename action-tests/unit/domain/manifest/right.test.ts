import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import { parse as parseYaml } from "yaml";
import { manifestJsonSchema } from "../../../../scripts/json-schema.ts";
import { parseManifest, parseManifestWithAdvice } from "../../../../shared/domain/manifest/parse.ts";
import { BASE, edit, FILE, VARS } from "./base.ts";

const parse = (text: string) => parseManifest(text, { file: FILE, vars: VARS });

test("gives everything as it is written, and the values of variables", () => {
  const { services, images, database, environments, gate, previews, notifications } = parse(BASE);
  expect(services).toMatchObject([
    {
      name: "api",
      provider: "render",
      kind: "web",
      ids: { staging: "srv-aaa", production: "srv-bbb" },
      urls: { production: "https://shop.example.com" },
      image: "app",
      after: ["worker"],
      checks: [
        {
          name: "/healthz",
          url: "/healthz",
          method: "GET",
          expectStatus: [200],
          expectBody: "ok",
          versionPath: "commit",
          timeout: 5,
        },
      ],
    },
    { name: "worker", kind: "worker", urls: {}, after: [], checks: [] },
  ]);
  expect(images).toEqual([
    {
      name: "app",
      repository: "ghcr.io/acme/shop",
      context: ".",
      file: "Dockerfile",
      buildArgs: {},
      platforms: [],
      paths: [],
    },
  ]);
  expect(database).toEqual({
    provider: "neon",
    project: "quiet-river-123",
    tool: "drizzle",
    directory: "drizzle",
    branches: { staging: "staging", production: "main" },
  });
  expect(environments).toEqual([
    { name: "staging", from: "main", approval: false, after: undefined },
    { name: "production", from: "main", approval: true, after: "staging" },
  ]);
  expect({ gate, previews, notifications }).toEqual({
    gate: { successes: 3, interval: 2, deadline: 300 },
    previews: { expiresIn: "7d", limit: 10 },
    notifications: { slack: true, pagerduty: false },
  });
});

const SMALL = `version: 1
services: { api: { provider: render, kind: web, ids: { production: srv-a } } }
environments: { production: { from: main } }
`;

test("fills in what is left out", () => {
  expect(parse(SMALL)).toEqual({
    version: 1,
    services: [
      {
        name: "api",
        provider: "render",
        kind: "web",
        ids: { production: "srv-a" },
        urls: {},
        image: undefined,
        after: [],
        checks: [],
      },
    ],
    images: [],
    database: undefined,
    environments: [{ name: "production", from: "main", approval: false, after: undefined }],
    gate: { successes: 3, interval: 2, deadline: 300 },
    previews: undefined,
    notifications: undefined,
  });
  const more = `${SMALL}gate: {}\npreviews: {}\nnotifications: {}\nimages: { app: { repository: ghcr.io/a/b } }\ndatabase: { provider: neon, project: p-1, branches: { production: main } }\n`;
  expect(parse(more)).toMatchObject({
    images: [{ context: ".", file: "Dockerfile" }],
    database: { tool: "auto" },
    gate: { successes: 3, interval: 2, deadline: 300 },
    previews: { expiresIn: "7d", limit: 10 },
    notifications: { slack: false, pagerduty: false },
  });
});

test.each([
  ["200", [200]],
  ["[200, 204]", [200, 204]],
])("expect-status: %s", (written, statuses) => {
  expect(parse(edit("expect-status: 200", `expect-status: ${written}`)).services[0]?.checks[0]?.expectStatus).toEqual(
    statuses,
  );
});

test("a class of statuses is all of them, and none written is 200", () => {
  const all = parse(edit("expect-status: 200", "expect-status: 2xx")).services[0]?.checks[0]?.expectStatus ?? [];
  expect([all.length, all[0], all.at(-1)]).toEqual([100, 200, 299]);
  expect(parse(edit("        expect-status: 200\n", "")).services[0]?.checks[0]?.expectStatus).toEqual([200]);
});

test.each([
  [
    "a check that is a bare address",
    "      - path: /healthz\n",
    "      - url: https://status.example.com/\n        name: status\n",
  ],
  [
    "a check without anything but its method",
    "        expect-status: 200\n        expect-body: ok\n        version-path: commit\n",
    "        method: HEAD\n        version-path: header:x-commit\n",
  ],
  ["headers", "        expect-status: 200\n", "        expect-headers: { content-type: application/json }\n"],
  ["a pattern", "expect-body: ok", "expect-body: /^ok$/"],
  ["one slash, which is no pattern", "expect-body: ok", "expect-body: /"],
  [
    "a worker with an address of its own",
    "    kind: worker\n",
    "    kind: worker\n    urls: { production: https://w.example.com }\n    checks: [{ path: / }]\n",
  ],
  ["an id for previews, which are no environment", "{ staging: srv-ccc,", "{ preview: srv-eee, staging: srv-ccc,"],
  [
    "a cron job",
    "kind: worker\n    ids: { staging: srv-ccc, production: srv-ddd }",
    "kind: cron\n    ids: { staging: crn-c, production: crn-d }",
  ],
  ["a command", "tool: drizzle\n", "tool: command\n  command: make migrate\n"],
  ["characters that would be a reference", "expect-body: ok", 'expect-body: "$${COMMIT} costs $5"'],
  ["a gate of one success with any interval", "successes: 3, interval: 2", "successes: 1, interval: 300"],
])("accepts %s", (_, from, to) => {
  expect(() => parse(edit(from, to))).not.toThrow();
});

test("puts several values into one text, and looks into no value again", () => {
  const text = edit("expect-body: ok", 'expect-body: "${A}-${B}-$${A}"');
  const { services } = parseManifest(text, { file: FILE, vars: { ...VARS, A: "${B}", B: "two" } });
  expect(services[0]?.checks[0]?.expectBody).toBe("${B}-two-${A}");
});

test("advises to look at the version, where nothing does", () => {
  const options = { file: FILE, vars: VARS };
  expect(parseManifestWithAdvice(BASE, options).advice).toEqual([]);
  expect(parseManifestWithAdvice(edit("        version-path: commit\n", ""), options).advice).toEqual([
    "No check of the service `api` has a `version-path`: an old instance that still answers cannot be told from the new one.",
  ]);
});

test("the JSON Schema takes what is right, also with references, and refuses what is misspelt", () => {
  const validate = new Ajv({ strict: false }).compile(manifestJsonSchema() as object);
  const accepts = (text: string): boolean => validate(parseYaml(text));
  expect(accepts(BASE)).toBe(true);
  expect(accepts(SMALL)).toBe(true);
  expect(accepts(edit("srv-aaa", '"${API_ID}"'))).toBe(true);
  for (const [from, to] of [
    ["kind: web", "knd: web"],
    ["srv-aaa", "aaa"],
    ["version: 1", "version: 2"],
    ["ghcr.io/acme/shop", "shop:1"],
  ] as const) {
    expect(accepts(edit(from, to))).toBe(false);
  }
});

test("the full example of the page about the manifest is right", () => {
  const page = readFileSync(new URL("../../../../docs/manifest.md", import.meta.url), "utf8");
  const [, example = ""] = /```yaml\n(version: 1\n[\s\S]*?)```/.exec(page) ?? [];
  expect(parseManifestWithAdvice(example, { file: FILE, vars: VARS })).toMatchObject({
    advice: [],
    manifest: { version: 1 },
  });
});
