/** How a registry wants to be asked. */
export type Challenge =
  | { readonly scheme: "basic" }
  /** Tokens are handed out at `realm`. */
  | { readonly scheme: "bearer"; readonly realm: URL; readonly service: string | undefined };

const pairs = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name.toLowerCase(), value]));

/**
 * Reads `WWW-Authenticate`. A token service must be as well protected as the registry itself, as our password goes
 * there; one that is not counts as none.
 */
export const readChallenge = (header: string | null, api: URL): Challenge | undefined => {
  const text = header ?? "";
  const bearer = /(?:^|,)\s*bearer\s/i.exec(text);
  if (bearer === null) return /(?:^|,)\s*basic(?:\s|$)/i.test(text) ? { scheme: "basic" } : undefined;
  const own = text.slice(bearer.index + bearer[0].length);
  // Another scheme may follow in the same header, with a realm of its own.
  const found = pairs(own.split(/,\s*(?=\w+\s+\w+=)/, 1).join());
  const realm = found.get("realm") ?? "";
  if (!URL.canParse(realm)) return undefined;
  const url = new URL(realm);
  const safe = url.protocol === "https:" || (url.protocol === "http:" && api.protocol === "http:");
  return safe && url.username === "" ? { scheme: "bearer", realm: url, service: found.get("service") } : undefined;
};
