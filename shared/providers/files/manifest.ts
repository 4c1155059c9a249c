import { readFile } from "node:fs/promises";
import { isAbsolute, relative, resolve } from "node:path";
import type { RunInfo } from "../../action/context.ts";
import { Failure } from "../../action/failure.ts";
import type { Manifest } from "../../domain/manifest/types.ts";

/** More than any manifest has; the parser says so with a place in the file. */
const MAX_BYTES = 1024 * 1024;

const missing = (file: string, why: string, cause?: unknown): Failure =>
  new Failure("SLIP-MANIFEST-MISSING", `${file}: ${why}`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Check out the repository before this step (`actions/checkout`) and give `manifest` the path of the file in it.",
    cause,
  });

/**
 * Reads the manifest at a path of the workspace. `env` fills `${NAME}`; `advise` gets sentences worth a warning. The YAML
 * library is loaded only now, so that steps without a manifest start without it.
 */
export const readManifest = async (
  path: string,
  { workspace }: Pick<RunInfo, "workspace">,
  env: Readonly<Record<string, string | undefined>>,
  advise: (sentence: string) => void = () => {},
): Promise<Manifest> => {
  const absolute = resolve(workspace, path);
  const file = relative(workspace, absolute);
  if (file.startsWith("..") || isAbsolute(file)) throw missing(path, "is outside of the workspace.");
  const bytes = await readFile(absolute).catch((thrown: unknown) => {
    const isFolder = typeof thrown === "object" && thrown !== null && "code" in thrown && thrown.code === "EISDIR";
    throw missing(file, isFolder ? "is a folder." : "there is no such file.", thrown);
  });
  const { parseManifestWithAdvice } = await import("../../domain/manifest/parse.ts");
  const { manifest, advice } = parseManifestWithAdvice(bytes.toString("utf8", 0, MAX_BYTES), { file, vars: env });
  for (const sentence of advice) advise(sentence);
  return manifest;
};
