import { purlOf } from "../../dependencies/purl.ts";
import type { ReadPackages } from "./types.ts";

export const isPythonPackage = (path: string): boolean =>
  /(?:^|\/)(?:site|dist)-packages\/[^/]+\.(?:dist-info\/METADATA|egg-info\/PKG-INFO)$/.test(path);

export const readPythonPackage: ReadPackages = (path, text) => {
  // After the first empty line comes the description, which may say anything.
  const head = text.split(/\r?\n\r?\n/, 1)[0] ?? "";
  const value = (name: string): string => new RegExp(`^${name}:[ \\t]*(.*)$`, "im").exec(head)?.[1]?.trim() ?? "";
  const [name, version] = [value("Name"), value("Version")];
  if (!/^[\w.-]+$/.test(name) || version === "") return [];
  const license = value("License-Expression") || value("License");
  return [{ name, version, purl: purlOf("PyPI", name, version), license: license || undefined, file: path }];
};
