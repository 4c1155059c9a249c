import { generateKeyPairSync, randomBytes, randomUUID, sign, verify } from "node:crypto";
import type { Incoming, Reply } from "../routes.ts";

export const ISSUER = "https://token.actions.githubusercontent.com";

/** GitHub's token service: signs who a job is. */
export interface Issuer {
  readonly requestToken: string;
  readonly reply: (request: Incoming) => Reply;
  /** The subject of a token that GitHub signed, that has not expired and is for one of the audiences; else what is wrong. */
  readonly check: (token: string, audiences: readonly string[]) => { subject: string } | { wrong: Wrong };
}

export type Wrong = "signature" | "expired" | "audience";

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const read = (text: string): Readonly<Record<string, unknown>> => {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
};

/** `subject`: as GitHub writes it, `repo:acme/shop:ref:refs/heads/main`. */
export const newIssuer = (subject: string, now: () => Date): Issuer => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const requestToken = randomBytes(24).toString("base64url");
  const kid = randomUUID();
  const seconds = (): number => Math.floor(now().getTime() / 1000);
  return {
    requestToken,
    reply: ({ headers, query }) => {
      if (headers["authorization"] !== `Bearer ${requestToken}`)
        return { status: 401, body: { message: "no such request token" } };
      const times = { iat: seconds(), nbf: seconds() - 300, exp: seconds() + 300, jti: randomUUID() };
      const claims = { iss: ISSUER, sub: subject, aud: query.get("audience") ?? "https://github.com/acme", ...times };
      const body = `${part({ typ: "JWT", alg: "RS256", kid })}.${part({ ...claims, repository_visibility: "private" })}`;
      const value = `${body}.${sign("sha256", Buffer.from(body), privateKey).toString("base64url")}`;
      return { status: 200, body: { count: value.length, value } };
    },
    check: (token, audiences) => {
      const [head = "", claims = "", signature = "", ...more] = token.split(".");
      const { sub, iss, aud, exp } = read(claims);
      const good = verify("sha256", Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, "base64url"));
      if (more.length > 0 || !good || read(head)["alg"] !== "RS256" || iss !== ISSUER || typeof sub !== "string")
        return { wrong: "signature" };
      if (typeof exp !== "number" || exp <= seconds()) return { wrong: "expired" };
      return typeof aud === "string" && audiences.includes(aud) ? { subject: sub } : { wrong: "audience" };
    },
  };
};

/** As a trust policy compares: `*` stands for anything. */
export const fits = (pattern: string, subject: string): boolean => {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return subject === first;
  if (!subject.startsWith(first)) return false;
  let at = first.length;
  for (const [index, piece] of rest.entries()) {
    const found = index === rest.length - 1 ? subject.lastIndexOf(piece) : subject.indexOf(piece, at);
    if (found < at || (index === rest.length - 1 && found + piece.length !== subject.length)) return false;
    at = found + piece.length;
  }
  return true;
};
