interface Entry {
  readonly version: string;
  readonly dev?: boolean;
  readonly resolved?: string;
  readonly integrity?: string | undefined;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export type Packages = Readonly<Record<string, string | Entry>>;

/** As the lock file has it. */
export const integrityOf = (name: string, version: string): string =>
  `sha512-${Buffer.from(`${name}@${version}`.padEnd(64, "=").slice(0, 64)).toString("base64")}`;

const tarball = (name: string, version: string): string =>
  `https://registry.npmjs.org/${name}/-/${name.replace(/^@[^/]+\//, "")}-${version}.tgz`;

/** A package-lock.json of version 3, every package direct unless `direct` names those that are. */
export function npmLock(packages: Packages, direct: readonly string[] = Object.keys(packages)): string {
  const entryOf = (entry: string | Entry): Entry => (typeof entry === "string" ? { version: entry } : entry);
  const range = (name: string): readonly [string, string] => [name, `^${entryOf(packages[name] ?? "0.0.0").version}`];
  const isDev = (name: string): boolean => entryOf(packages[name] ?? "").dev === true;
  return `${JSON.stringify(
    {
      name: "shop",
      lockfileVersion: 3,
      packages: {
        "": {
          name: "shop",
          dependencies: Object.fromEntries(direct.filter((name) => !isDev(name)).map(range)),
          devDependencies: Object.fromEntries(direct.filter(isDev).map(range)),
        },
        ...Object.fromEntries(
          Object.entries(packages).map(([name, given]) => {
            const entry = entryOf(given);
            const { version } = entry;
            return [
              `node_modules/${name}`,
              { resolved: tarball(name, version), integrity: integrityOf(name, version), ...entry },
            ];
          }),
        ),
      },
    },
    null,
    2,
  )}\n`;
}
