import { createReadStream } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { createLeakFinder, findLeaks } from "../../leaks/find.ts";
import type { Leak } from "../../leaks/types.ts";
import { createClashes } from "../../site/check/clashes.ts";
import { codeBlocks } from "../../site/check/code-blocks.ts";
import { contentFindings, isPage, isText, toText } from "../../site/check/content.ts";
import { allowance, controlProblem, exposureProblem } from "../../site/check/exposure.ts";
import { at, error, type Problem, warning } from "../../site/check/finding.ts";
import { createLinkCheck } from "../../site/check/links.ts";
import { nameProblem, shownPath } from "../../site/check/names.ts";
import { readPage } from "../../site/check/page.ts";
import { readSheet } from "../../site/check/sheet.ts";
import { fileSizeProblem, siteSizeProblem } from "../../site/check/sizes.ts";
import type { CheckedSite, SiteFile, SiteFinding, SiteToCheck } from "../../site/types.ts";
import { errorCode } from "./error-code.ts";
import { createReader } from "./read-small.ts";

export interface SiteCheckOptions {
  /** Whether a text holds a secret of this job: see `knownSecrets`. */
  readonly isKnown?: (text: string) => boolean;
  readonly signal?: AbortSignal;
}

/** Above this a file is read in pieces, and not taken for a page. */
const LARGE = 4 * 1024 * 1024;
/** Nobody reads more than this; the count is told. */
const LISTED = 2_000;

const leakFinding = ({ rule, what, line, column }: Leak, path: string): SiteFinding =>
  at(error(rule, `${what}; take it out of the page, and replace it at its provider if it is real`), path, line, column);

/** Every check of a site before it is published. Reads each file once, holds one at a time. */
export const createSiteCheck =
  ({ isKnown, signal }: SiteCheckOptions = {}) =>
  async (site: SiteToCheck): Promise<CheckedSite> => {
    const findings: SiteFinding[] = [];
    const clashes = createClashes();
    const paths = new Set<string>();
    const isAllowed = allowance(site.allowHidden);
    const read = createReader(LARGE + 1);
    let bytes = 0;

    for (const { path, size } of site.files) {
      paths.add(path);
      bytes += size;
      const problems: readonly (Problem | undefined)[] = [
        nameProblem(path),
        clashes.add(path),
        exposureProblem(path, isAllowed),
        site.untrusted ? controlProblem(path) : undefined,
        fileSizeProblem(size),
      ];
      for (const problem of problems) if (problem !== undefined) findings.push(at(problem, shownPath(path)));
    }
    const tooLarge = siteSizeProblem(bytes);
    if (tooLarge !== undefined) findings.push(at(tooLarge, ""));
    if (site.files.length > 0 && !paths.has("index.html"))
      findings.push(at(warning("no-index", "there is no `index.html`, so the address itself shows nothing"), ""));
    if (site.basePath !== site.rootPath && paths.has("CNAME"))
      findings.push(at(warning("control-file", "a domain's name counts at the top of the branch only"), "CNAME"));

    const links = createLinkCheck(site, paths, clashes);
    let since = 0;
    for (const file of site.files) {
      since += 1 + file.size / 8_192;
      if (since > 400) {
        since = 0;
        signal?.throwIfAborted();
        await setImmediate();
      }
      try {
        if (file.size > LARGE) findings.push(...(await largeFile(file, isKnown)));
        else smallFile(file);
      } catch (thrown) {
        signal?.throwIfAborted();
        const code = errorCode(thrown);
        if (code === "") throw thrown;
        findings.push(at(error("unreadable", `it cannot be read: ${code}`), shownPath(file.path)));
      }
    }

    function smallFile({ path, file }: SiteFile): void {
      const content = read(file);
      if (!isText(path, content)) return;
      const text = toText(content);
      const leaks = findLeaks(text, { isKnown });
      for (const leak of leaks) findings.push(leakFinding(leak, path));
      if (isPage(path)) {
        for (const leak of leaksInCode(text, isKnown)) {
          if (!leaks.some(({ line }) => line === leak.line)) findings.push(leakFinding(leak, path));
        }
        links.add(path, readPage(text));
        return;
      }
      if (/\.css$/i.test(path)) links.addSheet(path, readSheet(text));
      findings.push(...contentFindings(path, text));
    }

    const { findings: linkFindings, broken } = links.finish();
    findings.push(...linkFindings);
    return { findings: listed(withoutSecrets(findings, [...paths], isKnown)), broken };
  };

/** Secrets that only a reader sees: highlighters cut code into pieces, and escapes stand for quotes. */
const leaksInCode = (html: string, isKnown: SiteCheckOptions["isKnown"]): readonly Leak[] =>
  codeBlocks(html).flatMap(({ text, line: first }) =>
    findLeaks(text, { isKnown }).map(({ rule, what, line = 1 }) => ({
      rule,
      what,
      line: first + line - 1,
      column: undefined,
    })),
  );

const largeFile = async (
  { path, file }: SiteFile,
  isKnown: SiteCheckOptions["isKnown"],
): Promise<readonly SiteFinding[]> => {
  const finder = createLeakFinder({ isKnown });
  const decoder = new TextDecoder();
  const leaks: Leak[] = [];
  let first = true;
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    const piece = chunk as Buffer;
    if (first && !isText(path, piece)) return [];
    first = false;
    leaks.push(...finder.push(decoder.decode(piece, { stream: true })));
  }
  leaks.push(...finder.push(decoder.decode()), ...finder.end());
  return leaks.map((leak) => leakFinding(leak, path));
};

/** A name can hold a secret as well; then it is said without the name. */
const withoutSecrets = (
  findings: readonly SiteFinding[],
  paths: readonly string[],
  isKnown: SiteCheckOptions["isKnown"],
): readonly SiteFinding[] => {
  const secret = new Set(findLeaks(paths.join("\n"), { isKnown }).map(({ line = 0 }) => paths[line - 1] ?? ""));
  if (secret.size === 0) return findings;
  const hide = (path: string) => (secret.has(path) ? "(a name with a secret in it)" : path);
  return [
    ...findings.map((finding) => ({ ...finding, path: hide(finding.path) })),
    ...[...secret].map((path) => at(error("secret-in-name", "the name of a file holds a secret"), hide(path))),
  ];
};

/** Errors first, then by place. */
const listed = (findings: readonly SiteFinding[]): readonly SiteFinding[] => {
  const rank = ({ severity }: SiteFinding) => (severity === "error" ? 0 : 1);
  const sorted = findings.toSorted(
    (one, other) =>
      rank(one) - rank(other) ||
      (one.path < other.path ? -1 : one.path > other.path ? 1 : (one.line ?? 0) - (other.line ?? 0)),
  );
  if (sorted.length <= LISTED) return sorted;
  const more = sorted.length - LISTED;
  const severity = sorted[LISTED]?.severity ?? "warning";
  return [...sorted.slice(0, LISTED), at({ rule: "more", severity, message: `${more} more findings` }, "")];
};
