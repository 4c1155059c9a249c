import { isXmlProblem, childrenAt, parseXml, type Element } from "../../domain/xml.ts";
import { checkText, refuse } from "./refuse.ts";

const ALGORITHMS: ReadonlySet<string> = new Set(["md5", "sha1", "sha256", "sha512"]);

/** What was read last: all lock files of a build have the same file beside them, and it may be large. */
let last: { readonly text: string; readonly sums: ReadonlyMap<string, string> } | undefined;

/**
 * `gradle/verification-metadata.xml`: the checksums of every file of a package that Gradle ever needed, jar and metadata, by
 * `group:artifact:version`.
 */
export function readVerification(file: string, text: string): ReadonlyMap<string, string> {
  if (last?.text !== text) last = { text, sums: read(file, text) };
  return last.sums;
}

function read(file: string, text: string): ReadonlyMap<string, string> {
  const root = parseXml(checkText(file, text));
  if (isXmlProblem(root)) throw refuse(file, root.why, root.line);
  return new Map(
    childrenAt(root, "components", "component").flatMap((component) => {
      const [group, name, version] = ["group", "name", "version"].map((one) => component.attributes.get(one));
      const hashes = component.children.flatMap(({ children }) => children.flatMap(checksumsOf));
      if (group === undefined || name === undefined || version === undefined || hashes.length === 0) return [];
      return [[`${group}:${name}:${version}`, [...new Set(hashes)].toSorted().join(" ")] as const];
    }),
  );
}

/** A checksum with others that are trusted in its place, as different repositories serve different bytes. */
const checksumsOf = ({ name, attributes, children }: Element): string[] =>
  ALGORITHMS.has(name)
    ? [attributes.get("value"), ...children.map((also) => also.attributes.get("value"))].flatMap((value) =>
        value === undefined || !/^[\da-f]+$/i.test(value) ? [] : [`${name}:${value.toLowerCase()}`],
      )
    : [];
