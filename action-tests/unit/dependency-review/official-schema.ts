import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { extract } from "tar-stream";

/**
 * OASIS's schema of SARIF 2.1.0, as a package of npm's has it: the same rules under another address. It is 136 kB of
 * somebody else's, so that the project keeps no copy.
 */
const PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0";
const FILE = "package/lib/schemas/sarif-2.1.0-rtm.5.json";
const SHA512 = "A1fOhPd6Ic5iDk4F9YPw1qNB4XF+7+IviR7xl8r2F6QzQkx5cpY9LsGk2rExiFIEcBbjpVnSmwWGBukASkiQ9A==";

/** Undefined where npm cannot get it: then tests that need it skip visibly. Rejects when it is another one. */
export async function officialSchema(): Promise<object | undefined> {
  const archive = await packed();
  if (archive === undefined) return undefined;
  if (createHash("sha512").update(archive).digest("base64") !== SHA512) throw new Error(`${PACKAGE} is another one`);
  const entries = Readable.from([gunzipSync(archive)]).pipe(extract());
  for await (const entry of entries) {
    const text = (await buffer(entry)).toString();
    if (entry.header.name !== FILE) continue;
    // Nothing in it differs between the draft that it names and the one that ajv knows.
    const { $schema: _, id: __, ...schema } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return schema;
  }
  throw new Error(`${PACKAGE} has no ${FILE}`);
}

async function packed(): Promise<Buffer | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-sarif-"));
  try {
    const pack = promisify(execFile)("npm", ["pack", "--silent", PACKAGE], { cwd: folder, timeout: 30_000 });
    const { stdout } = await pack;
    return readFileSync(join(folder, stdout.trim()));
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
