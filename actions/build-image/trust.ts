import type { RunInfo } from "../../shared/action/context.ts";
import { Failure } from "../../shared/action/failure.ts";
import { readPublicKey } from "../../shared/attestations/key.ts";
import { FULCIO } from "../../shared/attestations/public-good.ts";
import { readTrustRoot } from "../../shared/attestations/trust-root.ts";
import type { Trust, TrustedBy } from "../../shared/attestations/verify.ts";
import { isRecord, parseJson } from "../../shared/domain/json.ts";
import type { BuildInputs } from "./ports.ts";
import type { Terms } from "./terms.ts";

type Wanted = Pick<
  BuildInputs,
  "publicKey" | "trustRoot" | "tufUrl" | "tufRoot" | "fulcioUrl" | "requireSignature" | "workflow"
>;

interface Outside {
  /** A file of the workspace, undefined when there is none. */
  readonly readText: (path: string) => Promise<string | undefined>;
  /** What a TUF repository publishes; `root` is the text of its first root, which Sigstore's own need not be given. */
  readonly fetchRoot: (repository: {
    readonly mirror: string;
    readonly root: string | undefined;
  }) => Promise<TrustedBy>;
}

/** Reads by what evidence is believed. */
export async function termsOf(wanted: Wanted, { serverUrl, repository }: RunInfo, outside: Outside): Promise<Terms> {
  const { publicKey, trustRoot, requireSignature, workflow } = wanted;
  const isText = publicKey?.includes("-----BEGIN") === true;
  const pem = publicKey === undefined || isText ? publicKey : await outside.readText(publicKey);
  const key = pem === undefined ? undefined : readPublicKey(pem);
  if (publicKey !== undefined && key === undefined) {
    throw invalid("public-key", "is neither an ECDSA P-256 or Ed25519 public key in PEM nor a file that holds one");
  }
  const demanded =
    requireSignature === "auto" ? key !== undefined || trustRoot !== undefined : requireSignature === "true";
  const root = await rootOf(wanted, outside);
  return { source: `${serverUrl}/${repository}`, workflow, trust: { key, root, unsigned: !demanded } };
}

/** Who names a key wants that key, and another instance is not proven by Sigstore's own; all others want what Sigstore says. */
async function rootOf(
  { publicKey, trustRoot, tufUrl, tufRoot, fulcioUrl }: Wanted,
  { readText, fetchRoot }: Outside,
): Promise<Trust["root"]> {
  if (trustRoot !== undefined) {
    const root = readTrustRoot((await readText(trustRoot)) ?? "");
    if (root === undefined) throw invalid("trust-root", "is no file with a trusted root of Sigstore in it");
    return () => Promise.resolve({ root, stale: undefined });
  }
  const first = tufRoot === undefined ? undefined : ((await readText(tufRoot)) ?? "");
  if (first !== undefined && !isFirstRoot(first))
    throw invalid("tuf-root", "is no file with a root of a TUF repository");
  if (first === undefined && (publicKey !== undefined || fulcioUrl !== FULCIO)) return undefined;
  let fetched: Promise<TrustedBy> | undefined;
  return () => (fetched ??= fetchRoot({ mirror: tufUrl, root: first }));
}

function isFirstRoot(text: string): boolean {
  const value = parseJson(text);
  return isRecord(value) && isRecord(value["signed"]) && value["signed"]["_type"] === "root";
}

const invalid = (name: string, problem: string): Failure =>
  new Failure("SLIP-INPUT-INVALID", `\`${name}\` ${problem}.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Correct the inputs of this step.",
  });
