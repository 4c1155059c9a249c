import { json, lines, of, type Package, table, type Writer } from "./lockfile-packages.ts";

/** Releases on PyPI have many archives: eight hashes a package. */
const hashes = (one: Package): string[] =>
  Array.from({ length: 8 }, (_, index) => `sha256:${String(index)}${one.sha256.slice(1)}`);

export const requirements: Writer = (all) =>
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

export const poetry: Writer = (all) =>
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

export const uv: Writer = (all) =>
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

export const pdm: Writer = (all) =>
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

export const pipfile: Writer = (all) =>
  json({
    _meta: { sources: [{ name: "pypi", url: "https://pypi.org/simple" }] },
    default: table(all, (one) => [
      one.name,
      { hashes: hashes(one), markers: "python_version >= '3.9'", version: `==${one.version}` },
    ]),
    develop: {},
  });
