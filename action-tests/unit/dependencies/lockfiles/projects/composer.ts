import type { Project } from "./project.ts";

interface Shown {
  readonly locked: readonly { readonly name: string; readonly version: string }[];
}

const composer = (name: string, project: Pick<Project, "files" | "lock">): Project => ({
  name: `composer-${name}`,
  programs: ["composer", "git"],
  lockfile: "composer.lock",
  files: project.files,
  lock: project.lock,
  ask: 'printf "["; composer show --locked --format=json --no-interaction; printf ","; composer show --locked --no-dev --format=json --no-interaction; printf "]"',
  parse: (out) => {
    const [all, runtime] = JSON.parse(out) as [Shown, Shown];
    // Behind the version of a branch it shows the commit.
    const show = ({ locked }: Shown): string[] =>
      locked.map((one) => `${one.name}@${one.version.replace(/ \S+$/, "")}`);
    return { packages: show(all), runtime: show(runtime) };
  },
  keep: ["composer.json"],
  version: "composer --version",
});

const LOCK = "composer update --no-install --no-plugins --no-scripts --no-interaction --quiet";

/** As a repository that is written into composer.json has it. */
const given = (name: string, version: string, more: Readonly<Record<string, unknown>> = {}): unknown => ({
  name,
  version,
  dist: {
    type: "zip",
    url: `https://packages.example/${name}-${version}.zip`,
    reference: "1".repeat(40),
    shasum: "2".repeat(40),
  },
  source: { type: "git", url: `https://git.example/${name}.git`, reference: "1".repeat(40) },
  ...more,
});

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

export const composerProjects: readonly Project[] = [
  composer("replaced", {
    lock: LOCK,
    files: () => ({
      "app/composer.json": json({
        name: "acme/shop",
        repositories: [
          {
            type: "package",
            package: [
              given("acme/core", "v2.1.0", {
                require: { php: ">=7.4", "ext-json": "*", "psr/log-implementation": "^1.0", "acme/old": "^1.0" },
              }),
              given("acme/logger", "1.0.3", { provide: { "psr/log-implementation": "1.0.0" } }),
              given("acme/fork", "1.9.0", { replace: { "acme/old": "self.version" } }),
              given("acme/old", "1.5.0"),
              given("acme/set", "1.0.0", { type: "metapackage", require: { "acme/part": "1.*" }, dist: undefined }),
              given("acme/part", "1.2.0.1"),
              given("acme/hooks", "0.3.0", { type: "composer-plugin", require: { "composer-plugin-api": "^2.0" } }),
              given("acme/tester", "10.5.0-RC2", { require: { "acme/assert": "^3.0", "acme/part": "*" } }),
              given("acme/assert", "3.0.0"),
              given("acme/assert", "3.1.0"),
              given("acme/clash", "1.0.0", { conflict: { "acme/assert": ">=3.1" } }),
            ],
          },
          { "packagist.org": false },
        ],
        require: {
          php: ">=8.0",
          "acme/core": "^2.0",
          "acme/logger": "*",
          "acme/fork": "^1.0",
          "acme/set": "^1.0",
          "acme/hooks": "~0.3",
        },
        "require-dev": { "acme/tester": "^10.5@RC", "acme/clash": "1.0.0" },
        config: { platform: { php: "8.1.0", "ext-json": "1.0" }, "allow-plugins": false },
      }),
    }),
  }),
  composer("sources", {
    lock: [
      "cd ../forked && git init --quiet && git add --all && git commit --quiet --message=x && git tag v1.4.0",
      "git commit --quiet --allow-empty --message=y && git branch next && cd ../app",
      LOCK,
    ].join("\n"),
    files: (here) => ({
      "forked/composer.json": json({
        name: "acme/forked",
        require: { "acme/archived": "*" },
        extra: { "branch-alias": { "dev-main": "2.x-dev" } },
      }),
      "app/packages/own/composer.json": json({ name: "acme/own", version: "1.0.0", require: { "acme/inner": "*" } }),
      "app/packages/inner/composer.json": json({ name: "acme/inner" }),
      "mirror/packages.json": json({
        packages: {
          "acme/archived": { "0.9.1": given("acme/archived", "0.9.1"), "1.0.0": given("acme/archived", "1.0.0") },
        },
        "notify-batch": "https://packages.example/downloads/",
      }),
      "app/composer.json": json({
        name: "acme/shop",
        repositories: {
          own: { type: "path", url: "packages/*", options: { symlink: false } },
          forked: { type: "vcs", url: `file://${here}/forked` },
          mirror: { type: "composer", url: `file://${here}/mirror` },
          "packagist.org": false,
        },
        require: { "acme/own": "*", "acme/forked": "dev-next as 1.5.0" },
        "require-dev": { "acme/needs-forked": "*" },
        "minimum-stability": "dev",
        "prefer-stable": true,
      }),
      "app/packages/needs-forked/composer.json": json({
        name: "acme/needs-forked",
        version: "3.0.0",
        require: { "acme/forked": "^1.4" },
      }),
    }),
  }),
];
