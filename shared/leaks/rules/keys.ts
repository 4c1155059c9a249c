import { entropy } from "../placeholder.ts";
import { BORDER, type Sighting, special, token } from "../rule.ts";

/** A key, not a sentence about keys: what follows the head has letters as only a key has them, before it ends. */
const KEY_BODY = /^(?:(?!-----END)[\s\S]){0,600}?([A-Za-z0-9+/]{40,128})/;
const hasBody = ({ value }: Sighting): boolean => {
  const body = KEY_BODY.exec(value.replace(/\\[rn]/g, "\n").replace(/<br ?\/?>|<\/?span[^>]{0,80}>/g, "\n"))?.[1];
  return body !== undefined && entropy(body) > 3.3;
};

const decode = (base64: string): string => Buffer.from(base64, "base64").toString("latin1");

/** The claims of a JSON Web Token; undefined when it is none. */
const claimsOf = (token: string): Readonly<Record<string, unknown>> | undefined => {
  const [head = "", payload = ""] = token.split(".");
  try {
    const header: unknown = JSON.parse(decode(head));
    if (typeof header !== "object" || header === null) return undefined;
    const claims: unknown = JSON.parse(decode(payload));
    return typeof claims === "object" && claims !== null ? { ...claims } : {};
  } catch {
    // Its head is right, or the anchor would not fit; an encrypted one has no claims to read.
    return /"alg"/.test(decode(head)) ? {} : undefined;
  }
};

/** The one from jwt.io that every text shows, and keys that are made for browsers. */
const isPublicToken = (claims: Readonly<Record<string, unknown>>): boolean =>
  claims["role"] === "anon" ||
  claims["some"] === "payload" ||
  (claims["sub"] === "1234567890" && claims["iat"] === 1516239022);

export const keyRules = [
  special(
    "jwt",
    "a JSON Web Token in base64",
    ["zxlk"],
    new RegExp(String.raw`${BORDER}(?<value>ZXlK[\w+/]{40,1900})`),
    {
      entropy: 3.5,
      isReal: ({ value }) => /^eyJ[\w-]{6,}\.eyJ/.test(decode(value)),
    },
  ),
  special(
    "private-key",
    "a private key",
    ["-----begin "],
    /-----BEGIN (?:[A-Z0-9 ]{0,32} )?PRIVATE KEY(?: BLOCK)?-----(?<value>(?:(?!-----END)[\s\S]){0,1200})/i,
    { isReal: hasBody },
  ),
  special(
    "private-key",
    "a private key",
    ["---- begin ssh2"],
    /---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----(?<value>(?:(?!---- END)[\s\S]){0,1200})/i,
    { isReal: hasBody },
  ),
  special(
    "private-key",
    "a private key in base64",
    ["ls0tls1crudjti"],
    /LS0tLS1CRUdJTi(?<value>[A-Za-z0-9+/]{60,400})/,
    { entropy: 3.5, isReal: ({ value }) => decode(`LS0tLS1CRUdJTi${value}`).includes("PRIVATE KEY") },
  ),
  special(
    "putty-key",
    "a PuTTY private key",
    ["putty-user-key-file-"],
    /PuTTY-User-Key-File-\d:(?<value>[\s\S]{0,1600}?Private-(?:Lines|MAC|Hash):)/,
    { entropy: 2 },
  ),
  token("age-key", "an age secret key", ["AGE-SECRET-KEY-1", "AGE-SECRET-KEY-PQ-1"], "[0-9A-Z]{40,120}", {
    entropy: 3,
  }),
  special("private-jwk", "a private JSON Web Key", ['"d":', '"d" :'], /"d" ?: ?"(?<value>[\w-]{40,700})"/, {
    entropy: 3.5,
    isReal: ({ text, index }) => /"kty" ?:/.test(text.slice(Math.max(0, index - 1_800), index + 1_800)),
  }),
  special("wireguard-key", "a WireGuard private key", ["privatekey"], /PrivateKey ?= ?(?<value>[A-Za-z0-9+/]{43}=)/, {
    entropy: 3.5,
  }),
  special(
    "jwt",
    "a JSON Web Token",
    ["eyj"],
    new RegExp(String.raw`${BORDER}(?<value>eyJ[\w-]{10,1000}\.[\w-]{10,1000}(?:\.[\w-]{10,40})?)`),
    {
      entropy: 3,
      isReal: ({ value }) => {
        const claims = claimsOf(value);
        return claims !== undefined && !isPublicToken(claims);
      },
    },
  ),
];
