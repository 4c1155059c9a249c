const protocol = 196_608;
/** Requests for TLS and for GSS encryption come first and want a one-letter answer. */
const encryption = new Set([80_877_103, 80_877_104]);

export type First =
  | { readonly kind: "incomplete" }
  | { readonly kind: "encryption"; readonly length: number }
  | { readonly kind: "startup"; readonly length: number; readonly params: ReadonlyMap<string, string> }
  | { readonly kind: "other"; readonly length: number };

/** Reads what a Postgres client sends before it is known who it is. */
export const readFirst = (bytes: Buffer): First => {
  if (bytes.length < 8) return { kind: "incomplete" };
  const length = bytes.readInt32BE(0);
  if (length < 8 || length > 10_000) return { kind: "other", length: bytes.length };
  if (bytes.length < length) return { kind: "incomplete" };
  const code = bytes.readInt32BE(4);
  if (encryption.has(code)) return { kind: "encryption", length };
  if (code !== protocol) return { kind: "other", length };
  const words = bytes.toString("utf8", 8, length).split("\0");
  const params = new Map<string, string>();
  for (let at = 0; at + 1 < words.length && words[at] !== ""; at += 2) params.set(words[at] ?? "", words[at + 1] ?? "");
  return { kind: "startup", length, params };
};

export const writeStartup = (params: ReadonlyMap<string, string>): Buffer => {
  const text = [...params].map(([name, value]) => `${name}\0${value}\0`).join("");
  const body = Buffer.from(`${text}\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + body.length, 0);
  head.writeInt32BE(protocol, 4);
  return Buffer.concat([head, body]);
};

/** A FATAL error as Postgres says it. */
export const fatal = (code: string, message: string): Buffer => {
  const body = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
};
