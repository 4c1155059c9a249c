/** Of a connection string, an address, a key file or a JSON document: what is secret by itself. Never host or user alone. */
export function partsOf(secret: string): string[] {
  return [...ofAddress(secret), ...ofKeyValues(secret), ...ofLines(secret), ...ofJson(secret)];
}

const TELLTALE = /pass|secret|token|key|pwd|credential/i;

function ofAddress(secret: string): string[] {
  // The userinfo by hand as well: a password with a raw `@`, `/` or `#` is no valid address, and a secret all the same.
  const address = /^(?:jdbc:)?[a-z][a-z0-9+.-]*:\/\/(.*)$/is.exec(secret)?.[1];
  if (address === undefined) return [];
  const parts: string[] = [];
  const at = address.lastIndexOf("@");
  const colon = address.indexOf(":");
  if (at > 0 && colon >= 0 && colon < at) {
    const [user, password] = [address.slice(0, colon), address.slice(colon + 1, at)];
    parts.push(password, decode(password), `${user}:${password}`, `${decode(user)}:${decode(password)}`);
  }
  for (const [, name = "", value = ""] of address.matchAll(/[?&;]([^=&;#]{1,100})=([^&;#]+)/g)) {
    if (TELLTALE.test(name)) parts.push(value, decode(value));
  }
  return parts;
}

/** `host=h password='p w'` of libpq, `Server=h;Password=p` of ADO. */
function ofKeyValues(secret: string): string[] {
  return [...secret.matchAll(/(?:^|[\s;])(?:password|pwd|sslpassword)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|([^\s;]+))/gi)].map(
    ([, quoted, bare]) => quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "",
  );
}

/** Each line of a key file; its first and last line are the same in every such file. */
function ofLines(secret: string): string[] {
  const lines = secret.split(/\r\n|\n|\r|\\n/).map((line) => line.trim());
  return lines.length < 2
    ? []
    : lines.filter((line) => line.length >= 8 && !line.startsWith("-----") && /\d|\w{12}/.test(line));
}

function ofJson(secret: string): string[] {
  if (!/^\s*[{[]/.test(secret) || secret.length > 65_536) return [];
  const found: string[] = [];
  try {
    JSON.parse(secret, (key, value: unknown) => {
      if (typeof value === "string" && TELLTALE.test(key)) found.push(value, ...ofLines(value));
      return value;
    });
  } catch {
    // Not JSON after all.
  }
  return found;
}

export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
