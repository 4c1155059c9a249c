import { readFile } from "node:fs/promises";
import { Failure } from "../../action/failure.ts";
import { oneLine } from "../../action/text.ts";
import { parsePageSources } from "../../site/page-sources.ts";
import type { PageSources } from "../../site/types.ts";
import { errorCode } from "./error-code.ts";

/** Reads what the pages of a site were made from. Rejects with SLIP-INPUT-INVALID. */
export async function readPageSources(file: string): Promise<PageSources> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw invalid(file, `cannot be read: ${errorCode(cause)}`, cause);
  });
  const sources = parsePageSources(text);
  if (sources === undefined) throw invalid(file, "is not what it has to be");
  return sources;
}

const invalid = (file: string, why: string, cause?: unknown): Failure =>
  new Failure("SLIP-INPUT-INVALID", `The file of \`page-sources\`, ${oneLine(file, 200)}, ${why}.`, {
    blame: "user",
    state: "Nothing was published.",
    next: 'Write JSON such as `{"guide/index.html": "docs/guide.md:3"}`: page of the site to file of the repository, with a line or without.',
    cause,
  });
