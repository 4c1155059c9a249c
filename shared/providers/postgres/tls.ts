import { readFile } from "node:fs/promises";
import { rootCertificates } from "node:tls";
import type { DatabaseAddress } from "../../domain/database-url.ts";

interface TlsSettings {
  readonly rejectUnauthorized: boolean;
  readonly ca?: string | readonly string[];
  readonly checkServerIdentity?: () => undefined;
}

/** The driver's `ssl` option for a connection string, with libpq's meaning of sslmode and sslrootcert. */
export async function tls(
  { sslmode }: DatabaseAddress,
  url: string,
): Promise<false | "prefer" | "require" | TlsSettings> {
  if (sslmode === "disable") return false;
  // The driver takes `allow` for `require`; trying TLS first is what both `allow` and `prefer` can live with.
  if (sslmode === "allow" || sslmode === "prefer") return "prefer";
  if (sslmode === "require") return "require";
  const file = new URL(url).searchParams.get("sslrootcert");
  const ca = file === null || file === "system" ? rootCertificates : await readFile(file, "utf8");
  // verify-ca trusts the signer and does not look at the name.
  const names = sslmode === "verify-ca" ? { checkServerIdentity: () => undefined } : {};
  return { rejectUnauthorized: true, ca, ...names };
}
