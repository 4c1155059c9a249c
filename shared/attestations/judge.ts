import type { KeyObject } from "node:crypto";
import * as z from "zod";
import { parseJson } from "../domain/json.ts";
import { compareProvenance, type Expectation } from "./expectation.ts";
import { statementSignedBy } from "./signed-by.ts";
import { PAYLOAD_TYPE } from "./statement.ts";

/** Whom we believe. With neither a key nor `keyless` no signature can be checked. */
export interface Trust {
  readonly key: KeyObject | undefined;
  readonly keyless: CheckKeyless | undefined;
  /** Whether a provenance counts whose signature was not checked. */
  readonly unsigned: boolean;
}

/**
 * Judges a parsed bundle that no key signed. `problem` is the end of "Its provenance …"; `stale` a sentence that says why what
 * it was checked by is not the newest. Rejects with a Failure where there is nothing to check it by.
 */
export type CheckKeyless = (
  bundle: unknown,
  expected: Expectation,
  runCommit: string,
) => Promise<{ readonly stale: string | undefined } | { readonly problem: string }>;

/** `unchecked`: it says the right things, and whoever may push to the repository could have written it. */
export type Verdict =
  | { readonly signature: "key" | "keyless" | "unchecked"; readonly stale?: string | undefined }
  | { readonly problem: string };

const Unread = z.object({ dsseEnvelope: z.unknown().optional() });
const Signed = z.object({
  verificationMaterial: z.object({ publicKey: z.unknown().optional() }),
  dsseEnvelope: z.object({ payload: z.string(), payloadType: z.literal(PAYLOAD_TYPE) }),
});

/** Judges one attestation; `text` is a Sigstore bundle, or a bare statement. Rejects only with what `keyless` rejects with. */
export async function judge(text: string, expected: Expectation, trust: Trust): Promise<Verdict> {
  const value = parseJson(text);
  if (Unread.safeParse(value).data?.dsseEnvelope !== undefined) return judgeBundle(text, value, expected, trust);
  const claim = compareProvenance(text, expected);
  if ("problem" in claim) return claim;
  return trust.unsigned ? { signature: "unchecked" } : { problem: "is not signed" };
}

async function judgeBundle(
  text: string,
  value: unknown,
  expected: Expectation,
  { key, keyless, unsigned }: Trust,
): Promise<Verdict> {
  const { data } = Signed.safeParse(value);
  if (data === undefined) return { problem: "is not one that build-image writes" };
  const claim = compareProvenance(Buffer.from(data.dsseEnvelope.payload, "base64").toString(), expected);
  if ("problem" in claim) return claim;
  const signature = data.verificationMaterial.publicKey === undefined ? "keyless" : "key";
  if (signature === "key" && key !== undefined) {
    if (statementSignedBy(key, text) !== undefined) return { signature };
    return { problem: "has a signature that does not hold by the given key" };
  }
  if (signature === "keyless" && keyless !== undefined) {
    const verdict = await keyless(value, expected, claim.runCommit);
    return "problem" in verdict ? verdict : { signature, ...verdict };
  }
  if (unsigned && key === undefined) return { signature: "unchecked" };
  return { problem: `is signed ${signature === "key" ? "by a key" : "without a key"}, which cannot be checked here` };
}
