/** A registry's address as one can compare and ask it; undefined for what is none: a path, a git address, a variable. */
export const registryUrl = (text: unknown): string | undefined => {
  if (typeof text !== "string" || text.length > 2000) return undefined;
  const plain = text.trim().replace(/^(?:sparse|registry)\+/, "");
  if (!/^https?:\/\//i.test(plain) || !URL.canParse(plain)) return undefined;
  const url = new URL(plain);
  // A password in the repository is not ours to use, and an address with one must never be printed.
  url.username = "";
  url.password = "";
  url.hash = "";
  return url.href.replace(/\/+$/, "");
};

/** Host, port and path without a slash at its end: what a key is bound to. */
export const below = (text: string): string | undefined => {
  const url = registryUrl(text.startsWith("//") ? `https:${text}` : text);
  return url?.replace(/^https?:\/\//, "");
};

/** The variable of `${NPM_TOKEN}`, `${NPM_TOKEN-}` or `$NPM_TOKEN`; undefined for anything else, such as a key itself. */
export const variableIn = (text: unknown): string | undefined =>
  typeof text === "string"
    ? /^"?\$(?:\{([A-Za-z_]\w*)(?::?-[^}]*|\?)?\}|([A-Za-z_]\w*))"?$/.exec(text.trim())?.slice(1).find(Boolean)
    : undefined;
