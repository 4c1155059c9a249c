import type { StoredCommit, TreeEdits } from "../../ports/site.ts";

/** Who commits. */
export interface Committer {
  readonly name: string;
  readonly email: string;
}

interface Request {
  readonly ref: string;
  readonly committer: Committer;
  readonly date: Date;
  readonly message: string;
  /** Commit to stand on, undefined for a first one. */
  readonly parent: string | undefined;
  /** Tree to begin with where there is no parent that has it. */
  readonly tree: string | undefined;
  /** Earlier commits that are written anew before it, oldest first, each with its tree. */
  readonly before: readonly (StoredCommit & { readonly tree: string })[];
  readonly edits: TreeEdits;
}

/** Entries that are put are given in pieces of about this many characters. */
const PIECE = 256 * 1024;

/** What `git fast-import` reads to make the commit; the last one is on `ref`. */
export async function* commitStream(request: Request): AsyncGenerator<Buffer> {
  const { ref, committer, date, message, before, edits } = request;
  let text = "feature done\n";
  const header = (at: Date, said: string): string =>
    `commit ${ref}\ncommitter ${identity(committer)} ${Math.floor(at.getTime() / 1000)} +0000\n${data(said)}`;
  // Without a `from`, a commit stands on the one that the same stream put on the ref before, if any.
  for (const earlier of before) {
    text += `${header(new Date(earlier.at), earlier.message)}M 040000 ${earlier.tree} \n\n`;
  }
  text += header(date, message);
  if (request.parent !== undefined) text += `from ${request.parent}\n`;
  if (request.tree !== undefined) text += `M 040000 ${request.tree} \n`;
  for (const path of edits.remove) text += `D ${quotePath(path)}\n`;
  for (const [path, id] of edits.put) {
    text += /^\d{6} /.test(id) ? `M ${id} ${quotePath(path)}\n` : `M 100644 ${id} ${quotePath(path)}\n`;
    if (text.length < PIECE) continue;
    yield Buffer.from(text);
    text = "";
  }
  for (const [path, content] of edits.texts) text += `M 100644 inline ${quotePath(path)}\n${data(content)}`;
  yield Buffer.from(`${text}\ndone\n`);
}

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;

/** The form has no escape for these. */
const identity = ({ name, email }: Committer): string =>
  `${name.replaceAll(/[<>\n\0]/g, "").trim()} <${email.replaceAll(/[<>\s\0]/g, "")}>`;

/** Quoted where the bare form would be read as something else. */
export const quotePath = (path: string): string =>
  /^"|[\n\\]|^$/.test(path) ? `"${path.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll("\n", String.raw`\n`)}"` : path;
