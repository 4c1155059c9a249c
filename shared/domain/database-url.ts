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
  /** Settings for the session, such as `-c search_path=shop`. */
  readonly options?: string;
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
  // Prisma's word, which the server does not know: to pass over it would be to work in another schema than is meant.
  if ((searchParams.get("schema") ?? "public") !== "public")
    return { problem: "its `schema` is not known to PostgreSQL; write `options=-csearch_path%3D<schema>` instead" };
  const options = searchParams.get("options");
  return {
    user: login,
    password: secret || (searchParams.get("password") ?? ""),
    host,
    port: Number(port || (searchParams.get("port") ?? "5432")),
    database: (searchParams.get("dbname") ?? path) || login,
    sslmode,
    ...(options === null ? {} : { options }),
  };
}

/** Why the address is a connection pooler's, or undefined. Poolers share sessions, so locks and settings get lost. */
export function poolerIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const address = new URL(url);
  const { searchParams } = address;
  const hostname = searchParams.get("host") ?? address.hostname;
  const port = address.port || searchParams.get("port");
  if (/^[^.]*-pooler(?:\.|$)/i.test(hostname)) return "its host is a `-pooler` host";
  if (port === "6543" || port === "6432") return `its port ${port} is a pooler's`;
  return searchParams.get("pgbouncer") === "true" ? "it says `pgbouncer=true`" : undefined;
}

/** The direct address that belongs to a pooler's, with the password hidden. */
export function directInstead(url: string): string {
  const direct = new URL(url);
  // Host and port may stand behind the question mark as well.
  const { searchParams } = direct;
  const host = searchParams.get("host");
  if (host !== null && !host.startsWith("/")) {
    direct.host = host;
    searchParams.delete("host");
  }
  if (direct.port === "") direct.port = searchParams.get("port") ?? "";
  searchParams.delete("port");
  if (searchParams.has("password")) searchParams.set("password", "***");
  const [label = "", ...rest] = direct.hostname.split(".");
  direct.hostname = [label.replace(/-pooler$/i, ""), ...rest].join(".");
  if (direct.port === "6543" || direct.port === "6432") direct.port = "5432";
  searchParams.delete("pgbouncer");
  searchParams.delete("connection_limit");
  if (direct.password !== "") direct.password = "***";
  return direct.href;
}
