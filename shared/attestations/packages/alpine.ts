import { purl } from "./purl.ts";
import type { ReadPackages } from "./types.ts";

export const isApk = (path: string): boolean => /^(?:usr\/)?lib\/apk\/db\/installed$/.test(path);

export const readApk: ReadPackages = (path, text, { id, version: release }) =>
  text.split(/\n\n/).flatMap((stanza) => {
    const value = (letter: string): string => new RegExp(`^${letter}:(.*)$`, "m").exec(stanza)?.[1]?.trim() ?? "";
    const [name, version, license] = [value("P"), value("V"), value("L")];
    if (name === "" || version === "") return [];
    const distro = id === "" ? "" : `${id}${release === "" ? "" : `-${release}`}`;
    const where = purl("apk", id || "alpine", name, version, { arch: value("A"), distro });
    return [{ name, version, purl: where, license: license || undefined, file: path }];
  });
