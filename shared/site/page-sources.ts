import * as z from "zod";
import { parseJson } from "../domain/json.ts";
import { isTreePath } from "./paths.ts";
import type { PageSource, PageSources, SiteFinding } from "./types.ts";

const Whole = z.record(z.string(), z.string());

/** Reads `{"guide/index.html": "docs/guide.md:3"}`; undefined when it is anything else. */
export const parsePageSources = (text: string): PageSources | undefined => readPageSources(parseJson(text));

/** The same of a value that was parsed already, from outside as well. */
export function readPageSources(value: unknown): PageSources | undefined {
  const { data } = Whole.safeParse(value);
  if (data === undefined) return undefined;
  const sources = new Map<string, PageSource>();
  for (const [page, source] of Object.entries(data)) {
    const [, file = "", line] = /^(.*?)(?::([1-9]\d{0,6}))?$/s.exec(source) ?? [];
    // A path out of the repository would be nobody's source.
    if (file === "" || !isTreePath(file)) return undefined;
    sources.set(page.replace(/^\.?\//, ""), { file, line: line === undefined ? undefined : Number(line) });
  }
  return sources;
}

/** What `readPageSources` reads. */
export const writePageSources = (sources: PageSources): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...sources].map(([page, { file, line }]) => [page, line === undefined ? file : `${file}:${line}`]),
  );

/** A finding at the source of its page; the page is told in its message. */
export interface PointedFinding extends SiteFinding {
  readonly source?: PageSource;
}

/** Broken links where they are written: in the page's source, where it is known. */
export const atSources = (findings: readonly SiteFinding[], sources: PageSources): readonly PointedFinding[] =>
  findings.map((finding) => {
    const { rule, path, line, message } = finding;
    const source = rule.startsWith("broken-") ? sources.get(path) : undefined;
    if (source === undefined) return finding;
    const page = line === undefined ? path : `${path}:${line}`;
    return {
      ...finding,
      path: source.file,
      line: source.line,
      column: undefined,
      message: `${message} (on the page \`${page}\`)`,
      source,
    };
  });
