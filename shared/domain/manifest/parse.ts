import { build } from "./build.ts";
import { advise, check } from "./check.ts";
import { draftOf } from "./draft.ts";
import { explain, isMisspelt } from "./explain.ts";
import { manifestFailure, type Problem } from "./problem.ts";
import { manifestSchema } from "./schema.ts";
import { readSource } from "./source.ts";
import type { Manifest } from "./types.ts";

export interface ParseOptions {
  /** As the user knows it, for messages: `.github/slipway.yml`. */
  readonly file: string;
  /** Values for `${NAME}`. */
  readonly vars: Readonly<Record<string, string | undefined>>;
}

export interface Parsed {
  readonly manifest: Manifest;
  /** Sentences worth showing although the manifest is right. */
  readonly advice: readonly string[];
}

/** Reads a manifest, or throws SLIP-MANIFEST-INVALID with everything that is wrong in it, each with place and fix. */
export const parseManifestWithAdvice = (text: string, { file, vars }: ParseOptions): Parsed => {
  const source = readSource(text, vars);
  const problems: Problem[] = [...source.problems];
  const result = manifestSchema.safeParse(source.value, { reportInput: true });
  const issues = result.error?.issues ?? [];
  for (const issue of issues) {
    if (!isMisspelt(issue, issues)) problems.push(...explain(issue, source));
  }
  const draft = draftOf(source.value);
  check(draft, (path, part, what, fix) => {
    if (!source.isBlamed(path)) problems.push({ ...source.locate(path, part), what, fix });
  });
  if (!result.success || problems.length > 0) throw manifestFailure(file, problems);
  return { manifest: build(result.data), advice: advise(draft) };
};

export const parseManifest = (text: string, options: ParseOptions): Manifest =>
  parseManifestWithAdvice(text, options).manifest;
