/**
 * Lock files of `count` packages, each as large as what its package manager writes: hashes, addresses, a few dependencies. For benchmarks; the
 * tests use files of the real tools.
 */
import { createHash } from "node:crypto";

interface Package {
  readonly name: string;
  readonly version: string;
  /** Indices of later packages: no circles. */
  readonly needs: readonly number[];
  readonly sha256: string;
  readonly sha512: string;
}

/** `changed`: so many packages have another version than without. */
export function packages(count: number, changed: number): readonly Package[] {
  return Array.from({ length: count }, (_, index) => {
    const version = `${1 + (index % 7)}.${index % 13}.${index < changed ? 9 : 1}`;
    const needs = [1, 7, 31, 210].map((step) => index + step).filter((other) => other < count);
    const bytes = createHash("sha512").update(`${index} ${version}`).digest();
    return {
      name: `package-${index}`,
      version,
      needs,
      sha256: bytes.subarray(0, 32).toString("hex"),
      sha512: bytes.toString("base64"),
    };
  });
}

type Writer = (all: readonly Package[]) => string;

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
const table = <T>(items: readonly T[], entry: (item: T) => readonly [string, unknown]): Record<string, unknown> =>
  Object.fromEntries(items.map(entry));
const of = (all: readonly Package[], index: number): Package =>
  all[index] ?? { name: "", version: "", needs: [], sha256: "", sha512: "" };
const DIRECT = 40;
const tarball = ({ name, version }: Package): string => `https://registry.npmjs.org/${name}/-/${name}-${version}.tgz`;

const needed = (all: readonly Package[], one: Package, version: (other: Package) => string): Record<string, unknown> =>
  table(one.needs, (index) => [of(all, index).name, version(of(all, index))]);

const npm =
  (lockfileVersion: number): Writer =>
  (all) => {
    const flat = table(all, (one) => [
      `node_modules/${one.name}`,
      {
        version: one.version,
        resolved: tarball(one),
        integrity: `sha512-${one.sha512}`,
        engines: { node: ">=18" },
        license: "MIT",
        dependencies: needed(all, one, (other) => `^${other.version}`),
      },
    ]);
    const tree = table(all, (one) => [
      one.name,
      {
        version: one.version,
        resolved: tarball(one),
        integrity: `sha512-${one.sha512}`,
        requires: needed(all, one, (other) => `^${other.version}`),
      },
    ]);
    const root = {
      name: "shop",
      version: "1.0.0",
      dependencies: table(all.slice(0, DIRECT), (one) => [one.name, `^${one.version}`]),
    };
    return json({
      name: "shop",
      lockfileVersion,
      requires: true,
      ...(lockfileVersion > 1 ? { packages: { "": root, ...flat } } : {}),
      ...(lockfileVersion < 3 ? { dependencies: tree } : {}),
    });
  };

const lines = (...parts: readonly (string | readonly string[])[]): string => `${parts.flat().join("\n")}\n`;

const pnpm =
  (version: "5.4" | "6.0" | "9.0"): Writer =>
  (all) => {
    const key = (one: Package): string =>
      version === "5.4"
        ? `/${one.name}/${one.version}`
        : version === "6.0"
          ? `/${one.name}@${one.version}`
          : `${one.name}@${one.version}`;
    const deps = (one: Package): string[] =>
      one.needs.length === 0
        ? []
        : ["    dependencies:", ...one.needs.map((index) => `      ${of(all, index).name}: ${of(all, index).version}`)];
    const about = (one: Package): string[] => [
      `  ${key(one)}:`,
      `    resolution: {integrity: sha512-${one.sha512}}`,
      "    engines: {node: '>=18'}",
    ];
    const direct = all.slice(0, DIRECT);
    const head =
      version === "5.4"
        ? [
            "lockfileVersion: 5.4",
            "specifiers:",
            ...direct.map((one) => `  ${one.name}: ^${one.version}`),
            "dependencies:",
            ...direct.map((one) => `  ${one.name}: ${one.version}`),
          ]
        : [
            `lockfileVersion: '${version}'`,
            "importers:",
            "  .:",
            "    dependencies:",
            ...direct.flatMap((one) => [
              `      ${one.name}:`,
              `        specifier: ^${one.version}`,
              `        version: ${one.version}`,
            ]),
          ];
    if (version === "9.0")
      return lines(
        head,
        "packages:",
        ...all.map((one) => lines("", about(one))),
        "snapshots:",
        ...all.map((one) => lines("", `  ${key(one)}:`, deps(one))),
      );
    return lines(head, "packages:", ...all.map((one) => lines("", about(one), deps(one), "    dev: false")));
  };

const yarnClassic: Writer = (all) =>
  lines(
    "# yarn lockfile v1",
    ...all.map((one) =>
      lines(
        "",
        `${one.name}@^${one.version}:`,
        `  version "${one.version}"`,
        `  resolved "${tarball(one)}#${one.sha256.slice(0, 40)}"`,
        `  integrity sha512-${one.sha512}`,
        one.needs.length === 0
          ? []
          : ["  dependencies:", ...one.needs.map((index) => `    ${of(all, index).name} "^${of(all, index).version}"`)],
      ),
    ),
  );

const yarnBerry: Writer = (all) =>
  lines(
    "__metadata:",
    "  version: 8",
    "  cacheKey: 10c0",
    ...all.map((one) =>
      lines(
        "",
        `"${one.name}@npm:^${one.version}":`,
        `  version: ${one.version}`,
        `  resolution: "${one.name}@npm:${one.version}"`,
        one.needs.length === 0
          ? []
          : [
              "  dependencies:",
              ...one.needs.map((index) => `    ${of(all, index).name}: "npm:^${of(all, index).version}"`),
            ],
        `  checksum: 10c0/${one.sha256}${one.sha256}`,
        "  languageName: node",
        "  linkType: hard",
      ),
    ),
  );

const bun: Writer = (all) =>
  lines(
    "{",
    '  "lockfileVersion": 1,',
    '  "workspaces": { "": { "name": "shop", "dependencies": {',
    ...all.slice(0, DIRECT).map((one) => `    "${one.name}": "^${one.version}",`),
    "  } } },",
    '  "packages": {',
    ...all.map(
      (one) =>
        `    "${one.name}": ["${one.name}@${one.version}", "", { "dependencies": ${JSON.stringify(needed(all, one, (other) => `^${other.version}`))} }, "sha512-${one.sha512}"],\n`,
    ),
    "  },",
    "}",
  );

/** Releases on PyPI have many archives: eight hashes a package. */
const hashes = (one: Package): string[] =>
  Array.from({ length: 8 }, (_, index) => `sha256:${String(index)}${one.sha256.slice(1)}`);

const requirements: Writer = (all) =>
  lines(
    ...all.map((one) =>
      lines(
        `${one.name}==${one.version} \\`,
        hashes(one).map((hash, index) => `    --hash=${hash}${index < 7 ? " \\" : ""}`),
        "    # via flask",
      ),
    ),
  );

const files = (one: Package): string[] => [
  "files = [",
  ...hashes(one).map((hash, index) => `    {file = "${one.name}-${one.version}-${index}.whl", hash = "${hash}"},`),
  "]",
];

const poetry: Writer = (all) =>
  lines(
    ...all.map((one) =>
      lines(
        "[[package]]",
        `name = "${one.name}"`,
        `version = "${one.version}"`,
        'description = "What it is for"',
        "optional = false",
        'python-versions = ">=3.9"',
        'groups = ["main"]',
        files(one),
        "",
        one.needs.length === 0
          ? []
          : ["[package.dependencies]", ...one.needs.map((index) => `${of(all, index).name} = ">=1"`), ""],
      ),
    ),
    "[metadata]",
    'lock-version = "2.1"',
    'python-versions = ">=3.11"',
  );

const uv: Writer = (all) =>
  lines(
    "version = 1",
    "revision = 3",
    ...all.map((one) =>
      lines(
        "",
        "[[package]]",
        `name = "${one.name}"`,
        `version = "${one.version}"`,
        'source = { registry = "https://pypi.org/simple" }',
        "dependencies = [",
        one.needs.map((index) => `    { name = "${of(all, index).name}" },`),
        "]",
        "wheels = [",
        hashes(one).map(
          (hash, index) =>
            `    { url = "https://files.pythonhosted.org/packages/ab/cd/${one.sha256}/${one.name}-${one.version}-${index}.whl", hash = "${hash}", size = 12345, upload-time = "2025-01-01T00:00:00.000Z" },`,
        ),
        "]",
      ),
    ),
  );

const pdm: Writer = (all) =>
  lines(
    "[metadata]",
    'groups = ["default"]',
    'lock_version = "4.5.0"',
    ...all.map((one) =>
      lines(
        "",
        "[[package]]",
        `name = "${one.name}"`,
        `version = "${one.version}"`,
        'summary = "What it is for"',
        'groups = ["default"]',
        "dependencies = [",
        one.needs.map((index) => `    "${of(all, index).name}>=1",`),
        "]",
        files(one),
      ),
    ),
  );

const pipfile: Writer = (all) =>
  json({
    _meta: { sources: [{ name: "pypi", url: "https://pypi.org/simple" }] },
    default: table(all, (one) => [
      one.name,
      { hashes: hashes(one), markers: "python_version >= '3.9'", version: `==${one.version}` },
    ]),
    develop: {},
  });

const goMod: Writer = (all) =>
  lines(
    "module example.com/shop",
    "",
    "go 1.22",
    "",
    "require (",
    ...all.map((one, index) => `\tgithub.com/acme/${one.name} v${one.version}${index < DIRECT ? "" : " // indirect"}`),
    ")",
  );

const cargo: Writer = (all) =>
  lines(
    "version = 4",
    ...all.map((one) =>
      lines(
        "",
        "[[package]]",
        `name = "${one.name}"`,
        `version = "${one.version}"`,
        'source = "registry+https://github.com/rust-lang/crates.io-index"',
        `checksum = "${one.sha256}"`,
        one.needs.length === 0
          ? []
          : ["dependencies = [", ...one.needs.map((index) => ` "${of(all, index).name}",`), "]"],
      ),
    ),
    "",
    "[[package]]",
    'name = "shop"',
    'version = "1.0.0"',
    "dependencies = [",
    ...all.slice(0, DIRECT).map((one) => ` "${one.name}",`),
    "]",
  );

const gemfile: Writer = (all) =>
  lines(
    "GEM",
    "  remote: https://rubygems.org/",
    "  specs:",
    ...all.flatMap((one) => [
      `    ${one.name} (${one.version})`,
      ...one.needs.map((index) => `      ${of(all, index).name} (>= 1.0)`),
    ]),
    "",
    "PLATFORMS",
    "  ruby",
    "",
    "DEPENDENCIES",
    ...all.slice(0, DIRECT).map((one) => `  ${one.name} (~> ${one.version})`),
    "",
    "CHECKSUMS",
    ...all.map((one) => `  ${one.name} (${one.version}) sha256=${one.sha256}`),
  );

const composer: Writer = (all) =>
  json({
    packages: all.map((one) => ({
      name: `acme/${one.name}`,
      version: `v${one.version}`,
      source: { type: "git", url: `https://github.com/acme/${one.name}.git`, reference: one.sha256.slice(0, 40) },
      dist: {
        type: "zip",
        url: `https://api.github.com/repos/acme/${one.name}/zipball/${one.sha256.slice(0, 40)}`,
        reference: one.sha256.slice(0, 40),
        shasum: "",
      },
      require: { php: ">=8.1", ...table(one.needs, (index) => [`acme/${of(all, index).name}`, "^1.0"]) },
      type: "library",
      license: ["MIT"],
      "notification-url": "https://packagist.org/downloads/",
      description: "What it is for",
    })),
    "packages-dev": [],
  });

/** By path, in the order of the issue. */
export const WRITERS: readonly (readonly [format: string, path: string, write: Writer])[] = [
  ["npm 1", "package-lock.json", npm(1)],
  ["npm 2", "package-lock.json", npm(2)],
  ["npm 3", "package-lock.json", npm(3)],
  ["pnpm 5", "pnpm-lock.yaml", pnpm("5.4")],
  ["pnpm 6", "pnpm-lock.yaml", pnpm("6.0")],
  ["pnpm 9", "pnpm-lock.yaml", pnpm("9.0")],
  ["yarn 1", "yarn.lock", yarnClassic],
  ["yarn 4", "yarn.lock", yarnBerry],
  ["bun", "bun.lock", bun],
  ["requirements", "requirements.txt", requirements],
  ["poetry", "poetry.lock", poetry],
  ["uv", "uv.lock", uv],
  ["pdm", "pdm.lock", pdm],
  ["pipenv", "Pipfile.lock", pipfile],
  ["go", "go.mod", goMod],
  ["cargo", "Cargo.lock", cargo],
  ["bundler", "Gemfile.lock", gemfile],
  ["composer", "composer.lock", composer],
];
