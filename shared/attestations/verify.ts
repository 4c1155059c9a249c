import type { KeyObject } from "node:crypto";
import { bundleFromJSON } from "@sigstore/bundle";
import { type Signer, toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import { isRecord, parseJson } from "../domain/json.ts";
import { compareProvenance, type Expectation, same } from "./expectation.ts";
import { hintOf } from "./key.ts";
import { PAYLOAD_TYPE } from "./statement.ts";
import type { TrustedRoot } from "./trust-root.ts";

/** Whom we believe. With neither a key nor a root no signature can be checked. */
export interface Trust {
  readonly key: KeyObject | undefined;
  readonly root: TrustedRoot | undefined;
  /** Whether a provenance counts whose signature was not checked. */
  readonly unsigned: boolean;
}

/** `unchecked`: it says the right things, and whoever may push to the repository could have written it. */
export type Verdict = { readonly signature: "key" | "keyless" | "unchecked" } | { readonly problem: string };

/** Judges one attestation; `text` is a Sigstore bundle, or a bare statement. */
export function judge(text: string, expected: Expectation, trust: Trust): Verdict {
  const value = parseJson(text);
  const bundled = isRecord(value) && isRecord(value["dsseEnvelope"]);
  if (!bundled) {
    const claim = compareProvenance(text, expected);
    if ("problem" in claim) return claim;
    return trust.unsigned ? { signature: "unchecked" } : { problem: "is not signed" };
  }
  try {
    return judgeBundle(value, expected, trust);
  } catch (thrown) {
    return { problem: `has a signature that does not hold (${thrown instanceof Error ? thrown.message : "unknown"})` };
  }
}

function judgeBundle(value: unknown, expected: Expectation, { key, root, unsigned }: Trust): Verdict {
  const bundle = bundleFromJSON(value);
  if (bundle.content.$case !== "dsseEnvelope" || bundle.content.dsseEnvelope.payloadType !== PAYLOAD_TYPE) {
    return { problem: "is not one that build-image writes" };
  }
  const claim = compareProvenance(bundle.content.dsseEnvelope.payload.toString(), expected);
  if ("problem" in claim) return claim;

  const kind = bundle.verificationMaterial.content.$case === "publicKey" ? "key" : "keyless";
  const checkable = kind === "key" ? key !== undefined : root !== undefined;
  if (!checkable) {
    if (unsigned && key === undefined && root === undefined) return { signature: "unchecked" };
    return { problem: `is signed ${kind === "key" ? "by a key" : "without a key"}, which cannot be checked here` };
  }
  const none: TrustedRoot = {
    mediaType: "",
    tlogs: [],
    ctlogs: [],
    certificateAuthorities: [],
    timestampAuthorities: [],
  };
  const material = toTrustMaterial(kind === "key" || root === undefined ? none : root, (hint) => {
    if (key === undefined || hint !== hintOf(key)) throw new Error("it is signed by another key");
    return { publicKey: key, validFor: () => true };
  });
  const least = kind === "key" ? 0 : 1;
  const verifier = new Verifier(material, {
    tlogThreshold: least,
    ctlogThreshold: root === undefined || root.ctlogs.length === 0 ? 0 : least,
    timestampThreshold: least,
  });
  const signer = verifier.verify(toSignedEntity(bundle));
  const problem = kind === "keyless" ? compareSigner(signer, expected, claim.runCommit) : undefined;
  return problem === undefined ? { signature: kind } : { problem };
}

const FULCIO = "1.3.6.1.4.1.57264.1";
const GITHUB_ISSUER = /^https:\/\/token\.actions\.githubusercontent\.com(?:\/[\w-]+)?$/;

/** Whether the certificate is that of a run of this repository, for the commit that the provenance names. */
function compareSigner({ identity }: Signer, expected: Expectation, runCommit: string): string | undefined {
  const extension = (number: number): string => {
    const found = identity?.oids?.find(({ oid }) => oid?.id.join(".") === `${FULCIO}.${number}`);
    return found === undefined ? "" : utf8(found.value);
  };
  const [issuer, repository, commit, config] = [extension(8), extension(12), extension(13), extension(18)];
  if (!isIssuer(issuer, expected.repository)) return "is signed by somebody whom GitHub did not vouch for";
  if (!same(repository, expected.repository)) return `is signed by a run of ${repository || "no repository"}`;
  if (commit !== runCommit) return "is signed by a run of another commit";
  if (expected.workflow !== undefined) {
    const wanted = `${expected.repository}/${expected.workflow}@`.toLowerCase();
    if (!config.toLowerCase().startsWith(wanted)) return `is signed by the workflow ${config || "of no name"}`;
  }
  return undefined;
}

/** An Enterprise Server vouches for its own runs. */
function isIssuer(issuer: string, repository: string): boolean {
  const { origin } = new URL(repository);
  return origin === "https://github.com" ? GITHUB_ISSUER.test(issuer) : issuer.startsWith(`${origin}/`);
}

/** The text of a DER UTF8String. */
function utf8(der: Uint8Array): string {
  const bytes = Buffer.from(der);
  const long = (bytes[1] ?? 0) & 0x80 ? (bytes[1] ?? 0) & 0x7f : 0;
  return bytes[0] === 0x0c ? bytes.subarray(2 + long).toString() : bytes.toString();
}
