/** What is attested, by the digest of its bytes. */
export interface Subject {
  readonly name: string;
  /** By algorithm, hexadecimal. */
  readonly digest: Readonly<Record<string, string>>;
}

/** An in-toto statement, version 1. */
export interface Statement {
  readonly _type: typeof STATEMENT_TYPE;
  readonly subject: readonly Subject[];
  readonly predicateType: string;
  readonly predicate: unknown;
}

export const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
export const PAYLOAD_TYPE = "application/vnd.in-toto+json";
export const PROVENANCE_TYPE = "https://slsa.dev/provenance/v1";
export const SBOM_TYPE = "https://spdx.dev/Document/v2.3";

/** `sha256:<hex>` as in-toto writes it. */
export function digestSet(digest: string): Readonly<Record<string, string>> {
  const [algorithm = "sha256", hex = ""] = digest.split(":");
  return { [algorithm]: hex };
}

export const statement = (subject: readonly Subject[], predicateType: string, predicate: unknown): Statement => ({
  _type: STATEMENT_TYPE,
  subject,
  predicateType,
  predicate,
});

export const payloadOf = (made: Statement): Buffer => Buffer.from(JSON.stringify(made));
