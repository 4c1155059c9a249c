import { randomBytes } from "node:crypto";
import type { Git } from "../../ports/git.ts";

/** Bytes of one file; more is no lock file that anybody can install from. */
const MOST_BYTES = 96 * 1024 * 1024;
/** Bytes that one git is asked for: what it says must fit into one text. */
const AT_ONCE = 128 * 1024 * 1024;

/** Ids with their sizes, as far as this repository has them. */
export async function sizesOf(git: Git, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const { stdout } = await git(["cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)"], {
    input: `${ids.join("\n")}\n`,
    keep: ids.length * 160 + 1024,
    accept: [0, 1, 128],
    // What is not here is asked for all at once, not one by one.
    env: { GIT_NO_LAZY_FETCH: "1" },
  });
  const rows = stdout.split("\n").map((line) => line.split(" "));
  return new Map(rows.flatMap(([id, type, size]) => (id !== undefined && type === "blob" ? [[id, Number(size)]] : [])));
}

/** Contents of what is in this repository, by id; what is too large is left out. */
export async function readBlobs(git: Git, sizes: ReadonlyMap<string, number>): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  let batch: string[] = [];
  let bytes = 0;
  for (const [id, size] of sizes) {
    if (size > MOST_BYTES) continue;
    if (bytes + size > AT_ONCE && batch.length > 0) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, or all of them are in memory at once
      await readBatch(git, batch, bytes, texts);
      [batch, bytes] = [[], 0];
    }
    batch.push(id);
    bytes += size;
  }
  if (batch.length > 0) await readBatch(git, batch, bytes, texts);
  return texts;
}

/**
 * One git for all of them. Sizes cannot part its output, since what is no UTF-8 has another length as text; so after each file a name is
 * asked for that nobody could have put into a file, and git's complaint about it is where the file ends.
 */
async function readBatch(git: Git, ids: readonly string[], bytes: number, texts: Map<string, string>): Promise<void> {
  const mark = `slipway-${randomBytes(16).toString("hex")}`;
  const { stdout } = await git(["cat-file", "--batch=%(objecttype)"], {
    input: ids.map((id) => `${id}\n${mark}\n`).join(""),
    keep: bytes + ids.length * 256 + 1024,
  });
  const parts = stdout.split(`\n${mark} missing\n`);
  for (const [index, id] of ids.entries()) {
    const part = parts[index] ?? "";
    // A missing one has no content, and its own name in the place of the type.
    if (part.startsWith("blob\n")) texts.set(id, part.slice("blob\n".length));
  }
}
