/** A colon may stand for itself in a package URL, and in versions of Debian it mostly does. */
const encode = (text: string): string => encodeURIComponent(text).replaceAll("%3A", ":");

/** A package URL from its parts; qualifiers without a value are left out. */
export function purl(
  type: string,
  namespace: string,
  name: string,
  version: string,
  qualifiers: Readonly<Record<string, string>> = {},
): string {
  const path = [type, ...namespace.split("/"), name].filter((part) => part !== "").map(encode);
  const query = Object.entries(qualifiers)
    .filter(([, value]) => value !== "")
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => `${key}=${encode(value)}`);
  return `pkg:${path.join("/")}${version === "" ? "" : `@${encode(version)}`}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}
