import { record } from "../../domain/json.ts";
import type { Reader, RegistryKey, Said } from "./types.ts";

/** `.cargo/config.toml`: the source that takes the place of crates.io is what everything comes from. */
export const readCargo: Reader = async (text) => {
  const { parse } = await import("smol-toml");
  const document = parse(text);
  const sources = record(document["source"]);
  const crate = (scope: string, url: unknown): Said => ({ ecosystem: "crates.io", scope, url });
  let name = "crates-io";
  for (let steps = 0; steps < 10; steps++) {
    const next = record(sources[name])["replace-with"];
    if (typeof next !== "string") break;
    name = next;
  }
  const { registries } = document;
  const registry = record(sources[name])["registry"] ?? record(record(registries)[name])["index"];
  return {
    said: [
      ...(name === "crates-io" || registry === undefined ? [] : [crate("", registry)]),
      ...Object.entries(record(registries)).map(([scope, settings]) => crate(scope, record(settings)["index"])),
    ].filter(({ url }) => url !== undefined),
  };
};

const gem = (url: unknown): Said => ({ ecosystem: "RubyGems", url });

/** `Gemfile`: `source "https://…"`, alone, with a block, or as an option of one gem. */
export const readGemfile: Reader = (text) => ({
  said: [...text.matchAll(/^[^#\n]*?\bsource(?:[ \t]{0,20}\(?[ \t]{0,20}|:[ \t]{0,20})["']([^"'\n]+)["']/gm)].map(
    ([, url]) => gem(url),
  ),
});

/** `.bundle/config`: mirrors. */
export const readBundleConfig: Reader = (text) => ({
  said: [...text.matchAll(/^BUNDLE_MIRROR__\S+:[ \t]+"?([^"\s]+)"?/gm)].map(([, url]) => gem(url)),
});

/** `composer.json`: repositories of the type `composer`. */
export const readComposer: Reader = (text) => {
  const { repositories } = record(JSON.parse(text));
  const all: readonly unknown[] = Array.isArray(repositories) ? repositories : Object.values(record(repositories));
  return {
    said: all
      .map(record)
      .filter(({ type }) => type === "composer")
      .map(({ url }) => ({ ecosystem: "Packagist", url })),
  };
};

type Env = Readonly<Record<string, string | undefined>>;

const PYTHON = [
  "UV_DEFAULT_INDEX",
  "UV_INDEX_URL",
  "PIP_INDEX_URL",
  "UV_INDEX",
  "UV_EXTRA_INDEX_URL",
  "PIP_EXTRA_INDEX_URL",
];

/** What the job itself says by its environment, which outranks the files for what it names. */
export const readEnvironment = (
  env: Env,
): { readonly said: readonly Said[]; readonly keys: readonly RegistryKey[] } => {
  const go = (env["GOPROXY"] ?? "").split(/[,|]/).map((part) => part.trim());
  return {
    said: [
      ...[env["npm_config_registry"] ?? env["NPM_CONFIG_REGISTRY"], env["YARN_NPM_REGISTRY_SERVER"]]
        .filter(Boolean)
        .map((url): Said => ({ ecosystem: "npm", url })),
      ...PYTHON.flatMap((name) => (env[name] ?? "").split(/\s+/).filter(Boolean)).map((url): Said => ({
        ecosystem: "PyPI",
        url: url.replace(/^[\w-]+=(?=https?:)/, ""),
      })),
      ...go.filter((part) => part.startsWith("http")).map((url): Said => ({ ecosystem: "Go", url })),
    ],
    keys: [],
  };
};

/** Patterns of modules that are not asked for at the proxy. */
export const privateModules = (env: Env): readonly string[] => [
  ...(/^(?:direct|off)\b/.test(env["GOPROXY"]?.trim() ?? "") ? ["*"] : []),
  ...[env["GONOPROXY"] ?? env["GOPRIVATE"] ?? ""].flatMap((list) =>
    list
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  ),
];
