/**
 * The renderings of a secret that are texts of their own. What only escapes single characters (URL, JSON, HTML, in any
 * choice of characters and case of digits) is undone by the scanner instead, and upper or lower case and line breaks do
 * not matter to it.
 */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const encoded = encodeURIComponent(secret.toWellFormed());
  const forms = [
    secret,
    secret.toUpperCase(),
    secret.toLowerCase(),
    Array.from(secret).toReversed().join(""),
    secret.split("").toReversed().join(""),
    // For text that is escaped twice, such as JSON in JSON: the scanner undoes one level.
    encoded,
    JSON.stringify(secret).slice(1, -1),
    html(secret),
    // Quotes that are doubled or put outside of the quotes, by shells, SQL, CSV and PowerShell.
    secret.replaceAll("'", "'\\''"),
    secret.replaceAll("'", "'\"'\"'"),
    secret.replaceAll("'", "''"),
    secret.replaceAll('"', '""'),
    secret.replaceAll(" ", "+"),
    encoded.replaceAll("%20", "+"),
    // Its bytes one by one, as `\\xc3\\xa9` and wrong character sets show them.
    bytes.toString("latin1"),
    bytes.toString("hex"),
    ...base64Shifts(bytes),
  ];
  return [...new Set(forms)];
}

/**
 * The base64 of the bytes wherever they begin within a larger text: without the characters at both ends that depend on
 * the neighbours. base64url is the same to the scanner.
 */
function base64Shifts(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    const first = Math.ceil((shift * 8) / 6);
    const last = Math.floor(((shift + bytes.length) * 8) / 6);
    return text.slice(first, last);
  });
}

const html = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
