/** Minimum length of a part of a value that is hidden on its own. */
const shortestPart = 6;

const base64 = (shift: number) => (value: string) => {
  const bytes = Buffer.from(value);
  return (bytes.length > shift ? bytes.subarray(shift) : bytes).toString("base64");
};

const jsonEscape = (value: string) =>
  JSON.stringify(value)
    .slice(1, -1)
    .replaceAll(/[\u0085\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

const uriEscape = (value: string) =>
  encodeURIComponent(value.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const xmlEntities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
const xmlEscape = (value: string) => value.replaceAll(/[&<>"']/g, (character) => xmlEntities[character] ?? "");

const trimQuotes = (value: string) =>
  value.length > 8 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : "";

/** Where PowerShell breaks a value in two when it reports it as a failed command. */
const ampersandBreak = (value: string) =>
  value.includes("&+") ? value.indexOf("&+") + 2 : value.includes("&") ? value.lastIndexOf("&") + 1 : 0;

const longEnough = (part: string) => (part.length >= shortestPart ? part : "");

const beforeAmpersand = (value: string) => longEnough(value.slice(0, ampersandBreak(value)));
const afterAmpersand = (value: string) =>
  ampersandBreak(value) > 0 ? longEnough(value.slice(ampersandBreak(value))) : "";

/** The runner's own eleven renderings of a secret; others, such as hex or base64url, it does not know. */
export const encoders: readonly ((value: string) => string)[] = [
  base64(0),
  base64(1),
  base64(2),
  (value) => value.replaceAll('"', '\\"'),
  (value) => value.replaceAll("'", "''"),
  jsonEscape,
  uriEscape,
  xmlEscape,
  trimQuotes,
  beforeAmpersand,
  afterAmpersand,
];
