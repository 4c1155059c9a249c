/** What others make of a secret on its way into a log. Each can be read back, by a person with patience. */
type Rendering = (secret: string) => string;

const bytes = (text: string): Buffer => Buffer.from(text, "utf8");
const percent = (text: string, which: RegExp, digits: "upper" | "lower"): string =>
  text.replace(which, (character) =>
    Array.from(bytes(character), (byte) => {
      const hex = byte.toString(16).padStart(2, "0");
      return `%${digits === "upper" ? hex.toUpperCase() : hex}`;
    }).join(""),
  );
const units = (text: string, which: RegExp, form: (hex: string) => string): string =>
  text.replace(which, (unit) => form(unit.charCodeAt(0).toString(16).padStart(4, "0")));
const wrap = (text: string, columns: number, end = "\n"): string =>
  text.match(new RegExp(`[^]{1,${columns}}`, "g"))?.join(end) ?? "";
const shifted = (text: string, before: string, after: string): string =>
  bytes(before + text + after).toString("base64");

export const RENDERINGS: Readonly<Record<string, Rendering>> = {
  raw: (s) => s,
  quoted: (s) => `"${s}"`,
  "upper-case": (s) => s.toUpperCase(),
  "lower-case": (s) => s.toLowerCase(),
  reversed: (s) => s.split("").toReversed().join(""),
  encodeURIComponent: (s) => encodeURIComponent(s),
  "encodeURIComponent, lower-case digits": (s) => percent(s, /[^A-Za-z0-9\-_.!~*'()]/gu, "lower"),
  "percent, RFC 3986": (s) => percent(s, /[^A-Za-z0-9\-_.~]/gu, "upper"),
  "percent, every byte": (s) => percent(s, /[^]/gu, "upper"),
  "percent, every byte, lower-case digits": (s) => percent(s, /[^]/gu, "lower"),
  form: (s) => new URLSearchParams({ s }).toString().slice(2),
  "percent twice": (s) => encodeURIComponent(encodeURIComponent(s)),
  base64: (s) => bytes(s).toString("base64"),
  "base64 without padding": (s) => bytes(s).toString("base64").replace(/=+$/, ""),
  base64url: (s) => bytes(s).toString("base64url"),
  "base64, shifted by one": (s) => shifted(s, "x", "yz"),
  "base64, shifted by two": (s) => shifted(s, "xy", "z"),
  "base64, in JSON": (s) => shifted(s, '{"auth":"', '"}'),
  "base64url, shifted": (s) => bytes(`user:${s}`).toString("base64url"),
  "base64, 76 columns": (s) => wrap(shifted(s, "-".repeat(50), "-".repeat(80)), 76),
  "base64, 64 columns, CRLF": (s) => wrap(shifted(s, "-".repeat(50), ""), 64, "\r\n"),
  "base64, wrapped and indented": (s) => wrap(shifted(s, "-".repeat(30), ""), 20, "\n    "),
  "JSON string": (s) => JSON.stringify(s),
  "JSON, all but letters as \\u": (s) => units(s, /[^A-Za-z0-9]/g, (hex) => `\\u${hex}`),
  "JSON, everything as \\u": (s) => units(s, /[^]/g, (hex) => `\\u${hex.toUpperCase()}`),
  "JSON of Go": (s) => units(JSON.stringify(s), /[<>&]/g, (hex) => `\\u${hex}`),
  "JSON in JSON": (s) => JSON.stringify(JSON.stringify({ s })),
  "JSON of PHP": (s) => JSON.stringify(s).replaceAll("/", "\\/"),
  "string with \\x": (s) => Array.from(bytes(s), (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join(""),
  "hex, lower": (s) => bytes(s).toString("hex"),
  "hex, upper": (s) => bytes(s).toString("hex").toUpperCase(),
  XML: (s) => s.replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c] ?? "&apos;"),
  "HTML, decimal": (s) => s.replace(/[^A-Za-z0-9]/gu, (c) => `&#${c.codePointAt(0)};`),
  "HTML, hexadecimal": (s) => s.replace(/[^A-Za-z0-9]/gu, (c) => `&#x${c.codePointAt(0)?.toString(16)};`),
  "shell, single quotes": (s) => `'${s.replaceAll("'", "'\\''")}'`,
  "shell, double quotes": (s) => `"${s.replace(/["$`\\!]/g, "\\$&")}"`,
  "shell, backslashes": (s) => s.replace(/[^A-Za-z0-9_\-.,:+/@\n]/g, "\\$&"),
  "SQL literal": (s) => `'${s.replaceAll("'", "''")}'`,
  "CSV field": (s) => `"${s.replaceAll('"', '""')}"`,
  "broken over two lines": (s) => `${s.slice(0, 7)}\n${s.slice(7)}`,
  "wrapped at 20 columns": (s) => wrap(s, 20),
  "torn by zero-width spaces": (s) => s.split("").join("\u200b"),
};
