import type { Signer } from "@sigstore/verify";
import { type Expectation, same } from "./expectation.ts";

const FULCIO = "1.3.6.1.4.1.57264.1";
const GITHUB_ISSUER = /^https:\/\/token\.actions\.githubusercontent\.com(?:\/[\w-]+)?$/;

/** Whether the certificate is that of a run of this repository, for the commit that the provenance names. */
export function compareSigner({ identity }: Signer, expected: Expectation, runCommit: string): string | undefined {
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
