import { createLeakFinder } from "../../../shared/leaks/find.ts";
import { riskyName } from "../../../shared/leaks/risky-name.ts";
import type { Leak } from "../../../shared/leaks/types.ts";
import { isSecretByName, NAMED } from "./named.ts";

/** One file, of a build context or of a layer. The path is hostile text. */
export interface SeenFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Names that tell by themselves what is in the file. Of all others only the content counts: an image may well hold a database. */
const BY_NAME = new Set([
  "env-file",
  "git-credentials",
  "netrc",
  "cloud-login",
  "docker-login",
  "kubeconfig",
  "terraform-state",
  "secrets-file",
  "history-file",
]);
/** Stores of keys that cannot be looked into. */
const KEY_STORE = /\.(?:p12|pfx|ppk|jks|keystore|bks|pkcs12|kdbx?|agilekeychain)$/i;
const SSH_KEY = /(?:^|\/)(?:[^/]*_)?id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/;
/** What packages bring with them: keys of their tests, examples in their documentation. */
const FOREIGN =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|vendor|\.venv|gems|\.cargo\/registry|pkg\/mod)\/|^(?:usr\/(?:share|lib|lib64|include|src|local\/lib)|lib|lib64|etc\/ssl|var\/lib)\//;

/** Settings of a mode, which frameworks want to be committed: of these the content counts. `.env` itself never is meant to. */
const ENV_OF_MODE = /(?:^|\/)\.env\.(?!local$)[\w-]+$/;

const LARGEST = 16 * 1024 * 1024;
/** Looking for the job's secrets in all their renderings takes its time: so much of one file, and of all together. */
const KNOWN_FILE = 2 * 1024 * 1024;
const KNOWN_TOTAL = 96 * 1024 * 1024;
const SNIFFED = 8_192;

/** Looks into files one after the other. */
export interface FileGuard {
  readonly look: (file: SeenFile) => Promise<readonly Leak[]>;
}

export function fileGuard(isKnown: (text: string) => boolean): FileGuard {
  let left = KNOWN_TOTAL;
  return {
    async look({ path, size, content }) {
      const isForeign = FOREIGN.test(path);
      const risky = riskyName(path);
      if (risky !== undefined && size > 0 && !isForeign && isRisky(risky.rule, path)) return [risky];
      if (size === 0 || size > LARGEST) return [];
      const counts = size <= KNOWN_FILE && size <= left;
      if (isForeign && !counts) return [];
      const bytes = await textual(content);
      if (bytes === undefined) return [];
      if (counts) left -= size;
      const finder = createLeakFinder({ isKnown: counts ? isKnown : undefined, most: 5 });
      const leaks = [...finder.push(bytes), ...finder.end(), ...(ENV_OF_MODE.test(path) ? namedSecrets(bytes) : [])];
      return isForeign ? leaks.filter(({ rule }) => rule === "job-secret") : leaks;
    },
  };
}

const isRisky = (rule: string, path: string): boolean =>
  (BY_NAME.has(rule) && !ENV_OF_MODE.test(path)) || KEY_STORE.test(path) || SSH_KEY.test(path);

/** Lines of an environment file that give a secret a value. */
function namedSecrets(text: string): readonly Leak[] {
  return text.split("\n").flatMap((row, index) => {
    const [, name = "", value = ""] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/.exec(row) ?? [];
    return isSecretByName(name, value) ? [{ rule: "named", what: NAMED, line: index + 1, column: undefined }] : [];
  });
}

/** The whole content as text; undefined for what is none. */
async function textual(content: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let seen = 0;
  for await (const chunk of content) {
    if (seen < SNIFFED && chunk.subarray(0, SNIFFED - seen).includes(0)) return undefined;
    seen += chunk.length;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
