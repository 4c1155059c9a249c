/** The name and version that a key of `packages` in a pnpm-lock.yaml stands for, without peers and patches. */
export interface PnpmPath {
  readonly name: string;
  /** A version, or the address of what is no registry's package. */
  readonly version: string;
}

/** `(react@18.0.0)(patch_hash=…)` of versions 6 and 9. */
const PARENTHESES = /\(.*$/s;

/**
 * `a@1.0.0(peer@1)` (9), `/a@1.0.0(peer@1)` (6), `/a/1.0.0_peer@1` (5). Undefined for an address such as `github.com/a/b/0123abc`,
 * whose name and version are in the entry itself.
 */
export function pnpmPath(key: string, major: number): PnpmPath | undefined {
  const path = key.replace(PARENTHESES, "");
  if (major >= 9) return split(path, path.indexOf("@", 1));
  if (!path.startsWith("/")) return undefined;
  const local = path.slice(1);
  if (major >= 6) return split(local, local.indexOf("@", 1));
  const slash = local.indexOf("/", local.startsWith("@") ? local.indexOf("/") + 1 : 0);
  const found = split(local, slash);
  return found === undefined ? undefined : { ...found, version: found.version.replace(/_.*$/s, "") };
}

function split(path: string, index: number): PnpmPath | undefined {
  return index <= 0 ? undefined : { name: path.slice(0, index), version: path.slice(index + 1) };
}

/** Keys under which the package may be found that `name: reference` asks for; the first that exists is it. */
export const pnpmKeys = (name: string, reference: string): readonly string[] => [
  reference,
  `${name}@${reference}`,
  `/${name}@${reference}`,
  `/${name}/${reference}`,
  `/${reference}`,
];
