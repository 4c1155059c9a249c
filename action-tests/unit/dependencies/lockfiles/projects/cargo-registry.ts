interface More {
  readonly kind?: "dev" | "build";
  readonly target?: string;
  readonly optional?: boolean;
  /** Its own name, where the crate calls it something else. */
  readonly package?: string;
}

export interface Crate {
  readonly name: string;
  readonly version: string;
  /** What it needs, as the index of the registry says it: name, range, kind and whatever else. */
  readonly needs?: readonly (readonly [string, string, More?])[];
  readonly features?: Readonly<Record<string, readonly string[]>>;
}

/** Where a registry's index has a crate. */
const indexPath = (name: string): string =>
  name.length < 4
    ? `${name.length}/${name.length === 3 ? `${name[0] ?? ""}/` : ""}${name}`
    : `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`;

/** `[dependencies]` of a crate. */
const manifestOf = ({ name, version, needs = [], features = {} }: Crate): string => {
  const groups = Map.groupBy(needs, ([, , more = {}]) => {
    const kind = more.kind === undefined ? "dependencies" : `${more.kind}-dependencies`;
    return more.target === undefined ? kind : `target.'${more.target}'.${kind}`;
  });
  return [
    "[package]",
    `name = "${name}"`,
    `version = "${version}"`,
    "[features]",
    ...Object.entries(features).map(([feature, names]) => `${feature} = ${JSON.stringify(names)}`),
    ...[...groups].flatMap(([group, all]) => [
      `[${group}]`,
      ...all.map(([needed, range, { optional = false, package: renamed } = {}]) => {
        const other = renamed === undefined ? "" : `, package = "${renamed}"`;
        return `${needed} = { version = "${range}", optional = ${String(optional)}${other} }`;
      }),
    ]),
    "",
  ].join("\n");
};

/** One line of the index. */
const lineOf = ({ name, version, needs = [], features = {} }: Crate, checksum: string): string =>
  JSON.stringify({
    name,
    vers: version,
    deps: needs.map(([needed, req, more = {}]) => ({
      name: needed,
      req,
      features: [],
      optional: false,
      default_features: true,
      target: null,
      kind: "normal",
      ...more,
    })),
    cksum: checksum,
    features,
    yanked: false,
  });

/** The files of crates, and a script that packs them: a local registry, which stands for the one that everybody uses. */
export function registryOf(crates: readonly Crate[]): {
  readonly files: Readonly<Record<string, string>>;
  readonly pack: string;
} {
  const files: Record<string, string> = {};
  for (const crate of crates) {
    const folder = `crates/${crate.name}-${crate.version}`;
    files[`${folder}/Cargo.toml`] = manifestOf(crate);
    files[`${folder}/src/lib.rs`] = "";
    const path = `crates/index/${indexPath(crate.name)}`;
    files[path] = `${files[path] ?? ""}${lineOf(crate, `<${crate.name}-${crate.version}>`)}\n`;
  }
  const pack = [
    "cd ../crates",
    "for folder in *-*; do",
    '  tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - "$folder" | gzip -n > "$folder.crate"',
    '  sum=$(sha256sum "$folder.crate" | cut -d " " -f 1)',
    '  grep -rl "<$folder>" index | xargs sed -i "s/<$folder>/$sum/"',
    '  rm -r "$folder"',
    "done",
    "cd ../app",
  ].join("\n");
  return { files, pack };
}
