import { readGradle, readMavenSettings, readPom } from "./maven.ts";
import { readNpmrc, readBunfig, readPnpmWorkspace, readYarnrc, readYarnrcYml } from "./npm.ts";
import { readNugetConfig } from "./nuget.ts";
import { privateModules, readBundleConfig, readCargo, readComposer, readEnvironment, readGemfile } from "./others.ts";
import { readPipConf, readPipfile, readPyproject, readRequirements, readUvToml } from "./python.ts";
import type { Addresses, Reader, RegistryAddress, RegistryKey, Said } from "./types.ts";
import { registryUrl } from "./url.ts";

const LARGEST = 512 * 1024;

/** By the end of the path. */
const READERS: readonly (readonly [pattern: RegExp, read: Reader])[] = [
  [/(?:^|\/)\.npmrc$/, readNpmrc],
  [/(?:^|\/)\.yarnrc$/, readYarnrc],
  [/(?:^|\/)\.yarnrc\.ya?ml$/, readYarnrcYml],
  [/(?:^|\/)pnpm-workspace\.ya?ml$/, readPnpmWorkspace],
  [/(?:^|\/)\.?bunfig\.toml$/, readBunfig],
  [/(?:^|\/)pip\.(?:conf|ini)$/, readPipConf],
  [
    /(?:^|\/)[^/]*(?:requirements|constraints)[^/]*\.(?:txt|in)$|(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/,
    readRequirements,
  ],
  [/(?:^|\/)pyproject\.toml$/, readPyproject],
  [/(?:^|\/)uv\.toml$/, readUvToml],
  [/(?:^|\/)Pipfile$/, readPipfile],
  [/(?:^|\/)\.cargo\/config(?:\.toml)?$/, readCargo],
  [/(?:^|\/)(?:Gemfile|gems\.rb)$/, readGemfile],
  [/(?:^|\/)\.bundle\/config$/, readBundleConfig],
  [/(?:^|\/)composer\.json$/, readComposer],
  [/(?:^|\/)nuget\.config$/i, readNugetConfig],
  [/(?:^|\/)pom\.xml$/, readPom],
  [/(?:^|\/)(?:\.mvn\/)?settings\.xml$/, readMavenSettings],
  [/(?:^|\/)(?:build|settings)\.gradle(?:\.kts)?$/, readGradle],
];

/** Whether a file may say where packages come from. */
export const saysWhere = (path: string): boolean =>
  !/(?:^|\/)node_modules\//.test(path) && READERS.some(([pattern]) => pattern.test(path));

/** What files and environment say, in the order of the files. `files`: text by path, of one commit. */
export async function readAddresses(
  files: ReadonlyMap<string, string>,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Addresses> {
  const entries: RegistryAddress[] = [];
  const keys: RegistryKey[] = [];
  const problems: { file: string; why: string }[] = [];
  const take = (said: readonly Said[], file: string, text: string): void => {
    for (const { ecosystem, scope = "", url } of said) {
      const address = registryUrl(url);
      if (address !== undefined) {
        entries.push({ ecosystem, scope, url: address, file, line: lineOf(text, String(url)) });
      }
    }
  };
  const outside = readEnvironment(env);
  take(outside.said, "", "");
  keys.push(...outside.keys);
  for (const [file, text] of files) {
    const read = READERS.find(([pattern]) => pattern.test(file))?.[1];
    if (read === undefined) continue;
    if (text.length > LARGEST) {
      problems.push({ file, why: `it has more than ${LARGEST} characters` });
      continue;
    }
    try {
      // oxlint-disable-next-line no-await-in-loop -- the parsers are loaded once, and nothing is waited for
      const statement = await read(text);
      take(statement.said, file, text);
      keys.push(...(statement.keys ?? []));
    } catch (thrown) {
      problems.push({ file, why: thrown instanceof Error ? thrown.message.slice(0, 200) : "it cannot be read" });
    }
  }
  return { entries, keys, privateModules: privateModules(env), problems };
}

const lineOf = (text: string, url: string): number => {
  const at = text.indexOf(url);
  return at < 0 ? 1 : text.slice(0, at).split("\n").length;
};
