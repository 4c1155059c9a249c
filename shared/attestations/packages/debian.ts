import { purl } from "./purl.ts";
import type { ReadPackages } from "./types.ts";

/** The database of dpkg, and the pieces of it that images without dpkg have instead. */
export const isDpkg = (path: string): boolean =>
  /^var\/lib\/dpkg\/(?:status|status\.d\/(?!.*\.md5sums$)[^/]+)$/.test(path);

export const readDpkg: ReadPackages = (path, text, { id, version: release }) =>
  text.split(/\n[ \t]*\n/).flatMap((stanza) => {
    const value = (name: string): string => new RegExp(`^${name}:[ \\t]*(.*)$`, "m").exec(stanza)?.[1]?.trim() ?? "";
    const [name, version, status] = [value("Package"), value("Version"), value("Status")];
    // Removed packages stay listed while their configuration does.
    if (name === "" || version === "" || (status !== "" && !/\binstalled$/.test(status))) return [];
    const distro = id === "" ? "" : `${id}${release === "" ? "" : `-${release}`}`;
    const where = purl("deb", id || "debian", name, version, { arch: value("Architecture"), distro });
    return [{ name, version, purl: where, license: undefined, file: path }];
  });
