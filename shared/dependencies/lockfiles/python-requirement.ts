/** One requirement as PEP 508 writes it. */
export interface Requirement {
  readonly name: string;
  /** `>=2,<3`; "" for any version. */
  readonly range: string;
  /** The version, where the range allows only one. */
  readonly version: string | undefined;
  readonly url: string | undefined;
}

const REQUIREMENT = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?:@\s*(\S+)|\(?([^;)]*)\)?)/;

/** `name[extra]>=1,<2; marker` or `name @ https://…`; undefined for what is none of both. */
export function requirementOf(written: string): Requirement | undefined {
  const match = REQUIREMENT.exec(written);
  if (match === null) return undefined;
  const [, name = "", url, specifier = ""] = match;
  const range = specifier.replace(/\s+/g, "");
  if (range !== "" && !/^[=<>!~]/.test(range)) return undefined;
  return { name, range, version: exactly(range), url };
}

/** `1.0` of `==1.0` and `===1.0`; undefined for a range, and for `==1.*`, which is one. */
export function exactly(range: string): string | undefined {
  const [, version] = /^={2,3}\s*([^\s,*]+)$/.exec(range) ?? [];
  return version;
}

/** Characters that a file's name has at most, on any file system. */
const LONGEST_NAME = 255;
const ARCHIVE_VERSION = /^[^/]*?-(\d[^-/]*?)(?:-(?:py|cp|pp)\d.*\.whl|\.tar\.(?:gz|bz2|xz)|\.zip)$/;

/** The version in the name of an archive: `…/a-1.0-py3-none-any.whl`. */
export function versionOfArchive(url: string): string | undefined {
  const name =
    url
      .replace(/[?#].*$/s, "")
      .split("/")
      .at(-1) ?? "";
  return name.length > LONGEST_NAME ? undefined : ARCHIVE_VERSION.exec(name)?.[1];
}

export function sourceOfUrl(url: string): "git" | "url" | "path" {
  if (/^(?:git|hg|svn|bzr)\+|^git:/.test(url)) return "git";
  return /^https?:/.test(url) ? "url" : "path";
}
