import { readFile } from "node:fs/promises";
import { rootCertificates } from "node:tls";
import type { DatabaseAddress } from "../../domain/database-url.ts";

interface TlsSettings {
  readonly rejectUnauthorized: boolean;
  /** What the certificate has to be for; left to itself the driver names no address, and Node takes `localhost` then. */
  readonly host: string;
  readonly ca?: string | readonly string[];
  readonly checkServerIdentity?: () => undefined;
}

/** The driver's `ssl` option for a connection string, with libpq's meaning of sslmode and sslrootcert. */
export async function tls(
  { sslmode, host }: DatabaseAddress,
  url: string,
): Promise<false | "prefer" | "require" | TlsSettings> {
  if (sslmode === "disable") return false;
  // The driver takes `allow` for `require`; trying TLS first is what both `allow` and `prefer` can live with.
  if (sslmode === "allow" || sslmode === "prefer") return "prefer";
  const file = new URL(url).searchParams.get("sslrootcert");
  // With a file of certificates at hand `require` means `verify-ca`, as it does for libpq.
  if (sslmode === "require" && file === null) return "require";
  const ca = file === null || file === "system" ? rootCertificates : await readFile(file, "utf8");
  // verify-ca trusts the signer and does not look at the name; `system` would then trust anybody.
  const anyName = sslmode !== "verify-full" && file !== "system";
  const names = anyName ? { checkServerIdentity: () => undefined } : {};
  return { rejectUnauthorized: true, host, ca, ...names };
}
