import { DIRECT, json, lines, of, type Package, table, type Writer } from "./lockfile-packages.ts";

const tarball = ({ name, version }: Package): string => `https://registry.npmjs.org/${name}/-/${name}-${version}.tgz`;
const needed = (all: readonly Package[], one: Package, version: (other: Package) => string): Record<string, unknown> =>
  table(one.needs, (index) => [of(all, index).name, version(of(all, index))]);

export const npm =
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

export const pnpm =
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

export const yarnClassic: Writer = (all) =>
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

export const yarnBerry: Writer = (all) =>
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

export const bun: Writer = (all) =>
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
