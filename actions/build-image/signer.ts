import type { KeyObject } from "node:crypto";
import { Failure, toFailure } from "../../shared/action/failure.ts";
import { keySigner } from "../../shared/attestations/key.ts";
import type { Sign } from "../../shared/attestations/signing.ts";
import type { Keeper } from "./cache-proof.ts";
import type { BuildContext, BuildInputs, Ports } from "./ports.ts";

/** Who signs caches: only a key does. Sigstore's certificates are not worth what it would take to check them before each build. */
export function keeperOf(
  { inputs: { sign, signingKey }, run }: Pick<BuildContext, "inputs" | "run">,
  { event, workflowRef }: Pick<Ports, "event" | "workflowRef">,
): Keeper | undefined {
  if (signingKey === undefined || sign === "none" || sign === "sigstore") return undefined;
  const { sign: signs, publicKey: key } = keySigner(signingKey);
  return { sign: signs, key, repository: `${run.serverUrl}/${run.repository}`, workflow: workflowRef, event };
}

/** Signs as the workflow. `visibility` is that of the repository: `public`, `private` or `internal`. */
export interface Keyless {
  readonly visibility: string;
  readonly sign: Sign;
}

/** How statements are signed; `why` says why not. */
export type Signing =
  | { readonly kind: "key"; readonly sign: Sign; readonly publicKey: KeyObject }
  | { readonly kind: "sigstore"; readonly sign: Sign }
  | { readonly kind: "no"; readonly why: string };

type Wanted = Pick<BuildInputs, "sign" | "signingKey" | "evidence">;

const UNSIGNED = "The evidence is bound to the digest, but nobody signed it";

/**
 * Chooses by the inputs and by what the job may do. `keyless` is absent without `id-token: write`; it rejects when the
 * service behind it does not answer, which `evidence: warn` turns into evidence that is not signed.
 */
export async function chooseSigning(
  { sign, signingKey, evidence }: Wanted,
  keyless: (() => Promise<Keyless>) | undefined,
): Promise<Signing> {
  if (sign === "none") return { kind: "no", why: `${UNSIGNED}: \`sign: none\`.` };
  if (signingKey !== undefined && sign !== "sigstore") return { kind: "key", ...keySigner(signingKey) };
  if (keyless === undefined) {
    if (sign === "auto") {
      return { kind: "no", why: `${UNSIGNED}: the job has neither \`id-token: write\` nor a \`signing-key\`.` };
    }
    throw new Failure("SLIP-INPUT-INVALID", "`sign: sigstore` needs a token of this job, and the job cannot get one.", {
      blame: "user",
      state: "The image was pushed; no tag was moved.",
      next: "Give the job `permissions: id-token: write`. Runs from forks never have it.",
    });
  }
  try {
    const { visibility, sign: signer } = await keyless();
    if (sign === "auto" && visibility !== "public") {
      return {
        kind: "no",
        why: `${UNSIGNED}: Sigstore's public log would tell the name of this ${visibility} repository to everybody. Give a \`signing-key\`, or \`sign: sigstore\` if that is no secret.`,
      };
    }
    return { kind: "sigstore", sign: signer };
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (evidence !== "warn" || failure.blame === "bug") throw thrown;
    return { kind: "no", why: `${UNSIGNED}: ${failure.message}` };
  }
}
