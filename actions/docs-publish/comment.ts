import { toFailure } from "../../shared/action/failure.ts";
import { createSummary } from "../../shared/action/summary.ts";
import { formatSize } from "../../shared/domain/size.ts";
import { COMMENT_ROOM, type StickyComments } from "../../shared/ports/comments.ts";
import { changedPages, MOST_PAGES, parsePages } from "../../shared/site/pages.ts";
import type { Publication } from "../../shared/site/record.ts";
import type { Desk } from "./desk.ts";

const SHOWN = 50;

/** One comment for each destination of the tree. */
const keyOf = (destination: string): string => (destination === "" ? "docs-preview" : `docs-preview/${destination}`);

interface Preview {
  readonly number: number;
  /** With a slash at its end. */
  readonly address: string;
  readonly publication: Publication;
  readonly prints: ReadonlyMap<string, string> | undefined;
  /** The fingerprints that the site itself published. */
  readonly sitePages: string | undefined;
}

export function previewComment({ address, publication, prints, sitePages }: Preview): string {
  const text = createSummary(COMMENT_ROOM);
  text.heading("Preview of the docs", 3);
  text.facts({
    Preview: { link: address, to: address },
    Commit: { code: publication.commit.slice(0, 7) },
    Size: `${publication.files} files, ${formatSize(publication.size)}`,
  });
  if (prints === undefined) {
    const most = MOST_PAGES.toLocaleString("en");
    return text.paragraph(`Which pages differ is not told: the site has more than ${most} pages.`).markdown();
  }
  const before = parsePages(sitePages);
  if (before === undefined) return text.markdown();
  const changes = changedPages(before, prints);
  if (changes.length === 0) return text.paragraph("No page says anything else than the published site.").markdown();
  const rows = changes.slice(0, SHOWN).map(({ page, how }) => {
    const shown = page.replace(/(^|\/)index\.html$/, "$1");
    const to = address + shown.split("/").map(encodeURIComponent).join("/");
    return [how === "removed" ? { code: `/${shown}` } : { link: `/${shown}`, to }, how] as const;
  });
  text.heading(`${changes.length} pages differ from the published site`, 4).table(["Page", ""], rows);
  if (changes.length > SHOWN) text.paragraph(`… and ${changes.length - SHOWN} more.`);
  return text.markdown();
}

/** A comment that cannot be written is no reason to call a publication failed. */
export const putComment = (desk: Desk, number: number, body: string): Promise<void> =>
  comment(desk, number, (comments, key) => comments.put(number, key, body));

/** Takes the comment away; where there is none, nobody is told of anything. */
export const dropComment = (desk: Desk, number: number): Promise<void> =>
  comment(desk, number, (comments, key) => comments.remove(number, key));

async function comment(
  { context, ports }: Desk,
  number: number,
  work: (comments: StickyComments, key: string) => Promise<string>,
): Promise<void> {
  const { inputs, log, signal } = context;
  if (!inputs.comment || inputs.githubToken === undefined) return;
  try {
    log.info(`The comment on #${number}: ${await work(ports.comments(), keyOf(inputs.destination))}.`);
  } catch (thrown) {
    signal.throwIfAborted();
    const { message, next } = toFailure(thrown);
    log.warning(`The comment on #${number} is not up to date: ${message} ${next ?? ""}`);
  }
}
