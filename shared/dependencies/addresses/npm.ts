import { isRecord } from "../../domain/json.ts";
import type { Reader, RegistryKey, Said } from "./types.ts";
import { below, variableIn } from "./url.ts";

const npm = (scope: string, url: unknown): Said => ({ ecosystem: "npm", scope, url });

const entriesOf = (value: unknown): (readonly [string, unknown])[] => (isRecord(value) ? Object.entries(value) : []);

const bearer = (address: string, value: unknown): RegistryKey[] => {
  const [at, variable] = [below(address), variableIn(value)];
  return at === undefined || variable === undefined ? [] : [{ below: at, variable, kind: "bearer" }];
};

/** `.npmrc`, which npm, pnpm, yarn 1 and bun read. */
export const readNpmrc: Reader = (text) => {
  const said: Said[] = [];
  const keys: RegistryKey[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const at = line.indexOf("=");
    if (at < 0) continue;
    const [name, value] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    const bare = value.replace(/^(["'])(.*)\1$/, "$2");
    const scope = /^(@[^:]+):registry$/.exec(name)?.[1];
    if (name === "registry") said.push(npm("", bare));
    else if (scope !== undefined) said.push(npm(scope, bare));
    const [, address, kind] = /^(\/\/.+):(_authToken|_auth)$/.exec(name) ?? [];
    if (address === undefined) continue;
    const found = bearer(address, bare);
    keys.push(...(kind === "_auth" ? found.map((key) => ({ ...key, kind: "basic" as const })) : found));
  }
  return { said, keys };
};

/** `.yarnrc` of yarn 1. */
export const readYarnrc: Reader = (text) => ({
  said: [...text.matchAll(/^[ \t]*"?(?:(@[^:"\s]+):)?registry"?[ \t]+"?([^"\s]+)"?/gm)].map(([, scope = "", url]) =>
    npm(scope, url),
  ),
});

/** `.yarnrc.yml` of yarn from 2 on. */
export const readYarnrcYml: Reader = async (text) => {
  const { load } = await import("js-yaml");
  const document: unknown = load(text, { maxAliases: 20 });
  const { npmRegistryServer, npmAuthToken, npmScopes, npmRegistries } = isRecord(document) ? document : {};
  const scopes = entriesOf(npmScopes).map(([scope, settings]) => ({
    scope,
    settings: isRecord(settings) ? settings : {},
  }));
  const keyed = [
    { address: npmRegistryServer, token: npmAuthToken },
    ...scopes.map(({ settings }) => ({ address: settings["npmRegistryServer"], token: settings["npmAuthToken"] })),
    ...entriesOf(npmRegistries).map(([address, settings]) => ({
      address,
      token: isRecord(settings) ? settings["npmAuthToken"] : undefined,
    })),
  ];
  return {
    said: [
      ...(npmRegistryServer === undefined ? [] : [npm("", npmRegistryServer)]),
      ...scopes.map(({ scope, settings }) => npm(`@${scope}`, settings["npmRegistryServer"])),
    ],
    keys: keyed.flatMap(({ address, token }) => (typeof address === "string" ? bearer(address, token) : [])),
  };
};

/** `pnpm-workspace.yaml`. */
export const readPnpmWorkspace: Reader = async (text) => {
  const { load } = await import("js-yaml");
  const document: unknown = load(text, { maxAliases: 20 });
  const { registry, registries } = isRecord(document) ? document : {};
  return {
    said: [
      ...(registry === undefined ? [] : [npm("", registry)]),
      ...entriesOf(registries).map(([scope, url]) => npm(scope === "default" ? "" : scope, url)),
    ],
  };
};

/** `bunfig.toml`. */
export const readBunfig: Reader = async (text) => {
  const { parse } = await import("smol-toml");
  const { install } = parse(text);
  const { registry, scopes } = isRecord(install) ? install : {};
  const found = [
    ...(registry === undefined ? [] : [["", registry] as const]),
    ...entriesOf(scopes).map(([scope, value]) => [scope.startsWith("@") ? scope : `@${scope}`, value] as const),
  ].map(([scope, value]) => ({ scope, url: isRecord(value) ? value["url"] : value, value }));
  return {
    said: found.map(({ scope, url }) => npm(scope, url)),
    keys: found.flatMap(({ url, value }) =>
      isRecord(value) && typeof url === "string" ? bearer(url, value["token"]) : [],
    ),
  };
};
