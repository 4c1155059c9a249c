import type { RunInfo } from "../../shared/action/context.ts";
import { Failure } from "../../shared/action/failure.ts";
import { readPublicKey } from "../../shared/attestations/key.ts";
import { readTrustRoot } from "../../shared/attestations/trust-root.ts";
import type { BuildInputs } from "./ports.ts";
import type { Terms } from "./terms.ts";

type Wanted = Pick<BuildInputs, "publicKey" | "trustRoot" | "requireSignature" | "workflow">;

/** Reads by what evidence is believed. `readText` gives a file of the workspace, undefined when there is none. */
export async function termsOf(
  { publicKey, trustRoot, requireSignature, workflow }: Wanted,
  { serverUrl, repository }: RunInfo,
  readText: (path: string) => Promise<string | undefined>,
): Promise<Terms> {
  const isText = publicKey?.includes("-----BEGIN") === true;
  const pem = publicKey === undefined || isText ? publicKey : await readText(publicKey);
  const key = pem === undefined ? undefined : readPublicKey(pem);
  if (publicKey !== undefined && key === undefined) {
    throw invalid("public-key", "is neither an ECDSA P-256 or Ed25519 public key in PEM nor a file that holds one");
  }
  const root = trustRoot === undefined ? undefined : readTrustRoot((await readText(trustRoot)) ?? "");
  if (trustRoot !== undefined && root === undefined) {
    throw invalid("trust-root", "is no file with a trusted root of Sigstore in it");
  }
  const demanded = requireSignature === "auto" ? key !== undefined || root !== undefined : requireSignature === "true";
  const given = root && (() => Promise.resolve({ root, stale: undefined }));
  return { source: `${serverUrl}/${repository}`, workflow, trust: { key, root: given, unsigned: !demanded } };
}

const invalid = (name: string, problem: string): Failure =>
  new Failure("SLIP-INPUT-INVALID", `\`${name}\` ${problem}.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Correct the inputs of this step.",
  });
