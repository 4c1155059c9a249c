import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { withoutFormats } from "./zod-formats.ts";

/**
 * Webpack without its minifier keeps every declaration of a module that it keeps. So the third-party packages are
 * shaken and minified before it sees them: one module each, with exactly what our code names, put where ncc looks first.
 * Our own code stays as it is written.
 *
 * @actions/core in particular reaches undici 6 through its OIDC client and does not say that its modules are pure; that
 * alone would be 800 kB, and 29 ms at every start.
 */
const ENTRIES: Readonly<Record<string, string>> = {
  "@actions/core": "lib/core.js",
  "@renovatebot/pep440": "index.js",
  "@sigstore/bundle": "dist/index.js",
  "@sigstore/verify": "dist/index.js",
  "js-yaml": "dist/js-yaml.mjs",
  postgres: "src/index.js",
  "smol-toml": "dist/index.js",
  "spdx-expression-parse": "index.js",
  "tuf-js": "dist/index.js",
  zod: "index.js",
};

/** Packages that stand on the same third one are one module, or each would bring its own copy of that. */
const HOSTS: Readonly<Record<string, string>> = { "@sigstore/bundle": "@sigstore/verify" };

const importable = createRequire(import.meta.url);

export async function preparePackages(folder: string): Promise<void> {
  const sources = globSync("build/{actions,shared}/**/*.js").map((file) => readFileSync(file, "utf8"));
  for (const [name, entry] of Object.entries(ENTRIES)) {
    const wanted = await wantedOf(name, sources);
    if (wanted.length === 0) continue;
    const host = HOSTS[name];
    if (host !== undefined) {
      write(name, join(folder, name), `export { ${wanted.join(", ")} } from "${host}";\n`);
      continue;
    }
    const lines = [`export { ${wanted.join(", ")} } from "./${entry}";`];
    for (const guest of Object.keys(HOSTS).filter((other) => HOSTS[other] === name)) {
      const names = await wantedOf(guest, sources);
      const path = JSON.stringify(join(packageFolder(guest), ENTRIES[guest] ?? ""));
      if (names.length > 0) lines.push(`export { ${names.join(", ")} } from ${path};`);
    }
    const { code, brought } = await shake(name, lines.join("\n"), sources);
    write(name, join(folder, name), code, brought);
  }
}

/** What our code names of a package, and the package has. */
async function wantedOf(name: string, sources: readonly string[]): Promise<readonly string[]> {
  const names = namesOf(name, sources);
  if (names.length === 0) return [];
  const exported = Object.keys((await import(join(packageFolder(name), ENTRIES[name] ?? ""))) as object);
  return names.filter((word) => exported.includes(word));
}

/** What our compiled code names of a package: `import { a as b }`, `import * as p` with `p.a`, `import p`. */
function namesOf(name: string, sources: readonly string[]): string[] {
  const found = new Set<string>();
  for (const source of sources) {
    const quoted = `["']${name}["']`;
    for (const [, list = ""] of source.matchAll(
      new RegExp(`(?:import|export)\\s*\\{([^}]*)\\}\\s*from\\s*${quoted}`, "g"),
    )) {
      for (const item of list.split(",")) found.add(item.trim().split(/\s+as\s+/)[0] ?? "");
    }
    const spaces = [
      ...source.matchAll(new RegExp(`import\\s*\\*\\s*as\\s+(\\w+)\\s+from\\s*${quoted}`, "g")),
      ...source.matchAll(new RegExp(`(?:const|let)\\s+(\\w+)\\s*=\\s*await import\\(${quoted}\\)`, "g")),
    ];
    for (const [, space = ""] of spaces) {
      for (const [, member = ""] of source.matchAll(new RegExp(`\\b${space}\\.(\\w+)`, "g"))) found.add(member);
    }
    for (const [, list = ""] of source.matchAll(
      new RegExp(`\\{([^{}]*)\\}\\s*=\\s*await import\\(${quoted}\\)`, "g"),
    )) {
      for (const item of list.split(",")) found.add(item.trim().split(/\s*:\s*/)[0] ?? "");
    }
    if (new RegExp(`import\\s+\\w+\\s*(?:,|from\\s*${quoted})`).test(source)) found.add("default");
  }
  found.delete("");
  return [...found].toSorted();
}

async function shake(
  name: string,
  contents: string,
  sources: readonly string[],
): Promise<{ readonly code: string; readonly brought: readonly string[] }> {
  const result = await build({
    stdin: { contents, resolveDir: packageFolder(name), loader: "js" },
    write: false,
    metafile: true,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    treeShaking: true,
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: true,
    legalComments: "none",
    charset: "utf8",
    plugins: [withoutJsonSchema, withoutFormats(sources), withoutDebug, pureYaml, shortLists, pure],
    // What is written as CommonJS asks for Node's own modules by a function that ES modules do not have.
    banner: { js: "const require = (name) => process.getBuiltinModule(name);" },
    logLevel: "error",
  });
  if (result.warnings.length > 0) throw new Error(`esbuild warns about ${name}: ${JSON.stringify(result.warnings)}`);
  const paths = Object.keys(result.metafile.inputs).flatMap(
    (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? [],
  );
  return { code: result.outputFiles[0]?.text ?? "", brought: [...new Set(paths)].toSorted() };
}

const LICENSES = ["LICENSE", "LICENSE.md", "license.md", "UNLICENSE"];

/** `brought` are the folders of all packages in the code: its licence is that of each of them. */
function write(name: string, target: string, code: string, brought: readonly string[] = []): void {
  const home = packageFolder(name);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "index.js"), code);
  const { version, license } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as Record<string, string>;
  writeFileSync(
    join(target, "package.json"),
    JSON.stringify({ name, version, license, type: "module", exports: "./index.js", sideEffects: false }),
  );
  const texts = [home, ...brought].flatMap((folder) => {
    const file = LICENSES.map((one) => join(folder, one)).find((path) => existsSync(path));
    return file === undefined ? [] : [readFileSync(file, "utf8").trim()];
  });
  if (texts.length > 0) writeFileSync(join(target, "LICENSE"), [...new Set(texts)].join("\n\n"));
}

function packageFolder(name: string): string {
  const [folder] =
    importable.resolve
      .paths(name)
      ?.map((path) => join(path, name))
      .filter((path) => existsSync(path)) ?? [];
  if (folder === undefined) throw new Error(`${name} is not installed`);
  return folder;
}

/** Modules that nothing is used of are left out, though their package does not promise that this is harmless. */
const pure: Plugin = {
  name: "pure",
  setup: (builder) => {
    builder.onResolve({ filter: /.*/ }, async ({ path, pluginData, ...options }) => {
      if (pluginData === "resolved" || options.kind === "entry-point") return undefined;
      const found = await builder.resolve(path, { ...options, pluginData: "resolved" });
      return { ...found, sideEffects: false };
    });
  },
};

/**
 * A zod schema can write itself as JSON Schema. That is a fifth of zod, is bound to every schema, and is used by our
 * scripts only, never by an action: in a bundle it says so instead.
 */
const withoutJsonSchema: Plugin = {
  name: "without-json-schema",
  setup: (builder) => {
    builder.onLoad(
      { filter: /[/\\]zod[/\\]v4[/\\]core[/\\](?:to-json-schema|json-schema-processors)\.js$/ },
      ({ path }) => {
        const names = [...readFileSync(path, "utf8").matchAll(/^export (?:const|function) (\w+)/gm)].map(
          ([, name]) => name,
        );
        const stubs = names.map((name) =>
          name?.startsWith("create") ? `export const ${name} = () => gone;` : `export const ${name} = gone;`,
        );
        const gone = 'const gone = () => { throw new Error("JSON Schema is not in this bundle"); };';
        return { contents: [gone, ...stubs, "export { gone as process };"].join("\n"), loader: "js" };
      },
    );
  },
};

/** Lines that nobody sees unless the environment asks for them; they would bring the colours of terminals along. */
const withoutDebug: Plugin = {
  name: "without-debug",
  setup: (builder) => {
    builder.onLoad({ filter: /[/\\]node_modules[/\\]debug[/\\]src[/\\]index\.js$/ }, () => ({
      contents: "module.exports = () => () => {};",
      loader: "js",
    }));
  },
};

/** js-yaml makes its schemas when it is loaded, by functions that do nothing else, and does not say so. */
const pureYaml: Plugin = {
  name: "pure-yaml",
  setup: (builder) => {
    builder.onLoad({ filter: /[/\\]js-yaml[/\\]dist[/\\]js-yaml\.mjs$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8")
        .replaceAll(/^var (DEFAULT_\w+) = \{(.*?)^\};/gms, "var $1 = /* @__PURE__ */ (() => ({$2}))();")
        .replaceAll(/^(var \w+ = )((?:define\w+|new \w+|\w+\.withTags|Object\.assign)\()/gm, "$1/* @__PURE__ */ $2"),
      loader: "js",
    }));
  },
};

/** Seven hundred names of licences, without quotes and commas. */
const shortLists: Plugin = {
  name: "short-lists",
  setup: (builder) => {
    builder.onLoad({ filter: /[/\\]spdx-[\w-]+[/\\]\w+\.json$/ }, ({ path }) => {
      const words = (JSON.parse(readFileSync(path, "utf8")) as readonly string[]).join(" ");
      return { contents: `module.exports = ${JSON.stringify(words)}.split(" ");`, loader: "js" };
    });
  },
};
