/** The parts of a PostgreSQL connection string. */
export interface DatabaseAddress {
  readonly user: string;
  readonly password: string;
  /** A name or address; the folder of a unix socket begins with `/`. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** libpq's word; `prefer` where the string says nothing. */
  readonly sslmode: "disable" | "allow" | "prefer" | "require" | "verify-ca" | "verify-full";
}

const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;

/** What is wrong with a connection string, in words that quote nothing of it. */
export type BadAddress = { readonly problem: string };

const decode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** Reads `postgresql://user:password@host:port/database?sslmode=…`. */
export function parseDatabaseUrl(url: string): DatabaseAddress | BadAddress {
  if (!/^postgres(?:ql)?:\/\//i.test(url)) return { problem: "it does not begin with `postgresql://`" };
  if (!URL.canParse(url))
    return { problem: "it is no valid address; special characters in the password must be percent-encoded" };
  const { username, password, hostname, port, pathname, searchParams } = new URL(url);
  const parts = [username, password, hostname, pathname.slice(1)].map(decode);
  const [user, secret, name, path] = parts;
  if (user === undefined || secret === undefined || name === undefined || path === undefined) {
    return { problem: "a percent sign in it is not followed by two hexadecimal digits" };
  }
  const host = searchParams.get("host") ?? name.replace(/^\[(.*)\]$/, "$1");
  const login = user || (searchParams.get("user") ?? "");
  if (host === "" || host.includes(",")) return { problem: "it must name exactly one host" };
  if (login === "") return { problem: "it names no user" };
  const mode = searchParams.get("sslmode") ?? "prefer";
  const sslmode = SSL_MODES.find((known) => known === mode);
  if (sslmode === undefined) return { problem: `its sslmode is none of ${SSL_MODES.join(", ")}` };
  return {
    user: login,
    password: secret || (searchParams.get("password") ?? ""),
    host,
    port: Number(port || (searchParams.get("port") ?? "5432")),
    database: path || login,
    sslmode,
  };
}

/** Why the address is a connection pooler's, or undefined. Poolers share sessions, so locks and settings get lost. */
export function poolerIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, port, searchParams } = new URL(url);
  if (/^[^.]*-pooler(?:\.|$)/i.test(hostname)) return "its host is a `-pooler` host";
  if (port === "6543" || port === "6432") return `its port ${port} is a pooler's`;
  return searchParams.get("pgbouncer") === "true" ? "it says `pgbouncer=true`" : undefined;
}

/** The direct address that belongs to a pooler's, with the password hidden. */
export function directInstead(url: string): string {
  const direct = new URL(url);
  const [label = "", ...rest] = direct.hostname.split(".");
  direct.hostname = [label.replace(/-pooler$/i, ""), ...rest].join(".");
  if (direct.port === "6543" || direct.port === "6432") direct.port = "5432";
  direct.searchParams.delete("pgbouncer");
  direct.searchParams.delete("connection_limit");
  if (direct.password !== "") direct.password = "***";
  return direct.href;
}
