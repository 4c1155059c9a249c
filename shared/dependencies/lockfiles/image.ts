import { purlOf } from "../purl.ts";
import type { Pinned } from "./pinned.ts";

const REFERENCE = /^(?<path>[^@\s]+?)(?::(?<tag>[\w][\w.-]{0,127}))?(?:@(?<digest>\w+:[0-9a-fA-F]{32,}))?$/;

/**
 * An image as it is asked for. Its version is the digest, which says everything, else the tag, else `latest`; a tag beside a digest is
 * a qualifier of the purl. The name is as people write it: `nginx`, `acme/shop`, `ghcr.io/acme/shop`. Undefined for what is no reference.
 */
export function imageOf(reference: string): Omit<Pinned, "line"> | undefined {
  const groups = REFERENCE.exec(reference)?.groups;
  const path = groups?.["path"];
  if (path === undefined || /[${}\\]/.test(path)) return undefined;
  const { tag, digest } = groups ?? {};
  const [first = "", ...rest] = path.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const isHub = !isHost || /^(?:index\.)?docker\.io$/i.test(first);
  const local = (isHost ? rest.join("/") : path).toLowerCase();
  const short = isHub ? local.replace(/^library\//, "") : local;
  const version = digest?.toLowerCase() ?? tag ?? "latest";
  const qualifiers: [string, string][] = [];
  if (!isHub) qualifiers.push(["repository_url", first.toLowerCase()]);
  if (digest !== undefined && tag !== undefined) qualifiers.push(["tag", tag]);
  return {
    ecosystem: "Docker",
    name: isHub ? short : `${first.toLowerCase()}/${short}`,
    version,
    purl: purlOf("Docker", short, version, { qualifiers }),
    direct: true,
  };
}
