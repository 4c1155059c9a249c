import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";

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
  semver: "index.js",
  "smol-toml": "dist/index.js",
  "spdx-expression-parse": "index.js",
  "tar-stream": "index.js",
  zod: "index.js",
};

const importable = createRequire(import.meta.url);

export async function preparePackages(folder: string): Promise<void> {
  const sources = globSync("build/{actions,shared}/**/*.js").map((file) => readFileSync(file, "utf8"));
  for (const [name, entry] of Object.entries(ENTRIES)) {
    const names = namesOf(name, sources);
    if (names.length > 0) await shake(name, entry, names, join(folder, name));
  }
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
    for (const [, list = ""] of source.matchAll(new RegExp(`\\{([^}]*)\\}\\s*=\\s*await import\\(${quoted}\\)`, "g"))) {
      for (const item of list.split(",")) found.add(item.trim().split(/\s*:\s*/)[0] ?? "");
    }
    if (new RegExp(`import\\s+\\w+\\s*(?:,|from\\s*${quoted})`).test(source)) found.add("default");
  }
  found.delete("");
  return [...found].toSorted();
}

async function shake(name: string, entry: string, names: readonly string[], target: string): Promise<void> {
  const home = packageFolder(name);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const exported = Object.keys((await import(join(home, entry))) as object);
  const wanted = names.filter((word) => exported.includes(word));
  const result = await build({
    stdin: { contents: `export { ${wanted.join(", ")} } from "./${entry}";`, resolveDir: home, loader: "js" },
    outfile: join(target, "index.js"),
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
    plugins: [withoutJsonSchema, pure],
    // What is written as CommonJS asks for Node's own modules by a function that ES modules do not have.
    banner: { js: "const require = (name) => process.getBuiltinModule(name);" },
    logLevel: "error",
  });
  if (result.warnings.length > 0) throw new Error(`esbuild warns about ${name}: ${JSON.stringify(result.warnings)}`);
  const { version, license } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as Record<string, string>;
  writeFileSync(
    join(target, "package.json"),
    JSON.stringify({ name, version, license, type: "module", exports: "./index.js", sideEffects: false }),
  );
  for (const file of ["LICENSE", "LICENSE.md", "license.md", "UNLICENSE"]) {
    if (existsSync(join(home, file))) cpSync(join(home, file), join(target, file));
  }
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
