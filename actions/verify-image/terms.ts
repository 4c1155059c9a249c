import type { RunInfo } from "../../shared/action/context.ts";
import { Failure } from "../../shared/action/failure.ts";
import type { CheckKeyless } from "../../shared/attestations/judge.ts";
import { readPublicKey } from "../../shared/attestations/key.ts";
import type { Terms } from "../../shared/attestations/terms.ts";
import type { TrustedBy } from "../../shared/attestations/trust-root.ts";
import { isRecord, parseJson } from "../../shared/domain/json.ts";
import type { Ports, VerifyInputs } from "./ports.ts";

type Wanted = Pick<VerifyInputs, "publicKey" | "trustRoot" | "tufUrl" | "tufRoot" | "requireSignature" | "workflow">;
type Outside = Pick<Ports, "readText" | "fetchRoot">;

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
  const keyless = root && lazily(root);
  return { source: `${serverUrl}/${repository}`, workflow, trust: { key, keyless, unsigned: !demanded } };
}

/** Who names a key wants that key; all others want what Sigstore says. */
async function rootOf(
  { publicKey, trustRoot, tufUrl, tufRoot }: Wanted,
  { readText, fetchRoot }: Outside,
): Promise<(() => Promise<TrustedBy>) | undefined> {
  if (trustRoot !== undefined) {
    const { readTrustRoot } = await import("../../shared/attestations/trust-root.ts");
    const root = readTrustRoot((await readText(trustRoot)) ?? "");
    if (root === undefined) throw invalid("trust-root", "is no file with a trusted root of Sigstore in it");
    return () => Promise.resolve({ root, stale: undefined });
  }
  const first = tufRoot === undefined ? undefined : ((await readText(tufRoot)) ?? "");
  if (first !== undefined && !isFirstRoot(first))
    throw invalid("tuf-root", "is no file with a root of a TUF repository");
  if (first === undefined && publicKey !== undefined) return undefined;
  let fetched: Promise<TrustedBy> | undefined;
  return () => (fetched ??= fetchRoot({ mirror: tufUrl, root: first }));
}

/** Sigstore's verification is only loaded where there is something to verify by it. */
const lazily =
  (root: () => Promise<TrustedBy>): CheckKeyless =>
  async (...asked) => {
    const { checkKeyless } = await import("../../shared/attestations/keyless.ts");
    return checkKeyless(root)(...asked);
  };

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
