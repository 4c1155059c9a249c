import { execFileSync } from "node:child_process";
import { createPrivateKey, randomUUID, sign, X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listenOnLoopback } from "../cloud/loopback.ts";
import { installed } from "./installed.ts";

export interface TokenService {
  /** The part of a docker-registry's configuration that trusts this service. */
  readonly auth: object;
  /** Scopes of the tokens that were handed out, in their order. */
  readonly issued: readonly (readonly string[])[];
  readonly close: () => Promise<void>;
}

interface Options {
  /** Who gets tokens. */
  readonly username: string;
  readonly password: string;
  /** Who gets them besides: what a cloud has handed out. */
  readonly accepts?: (username: string, password: string) => boolean;
  /** What of a scope's actions is granted. */
  readonly grant?: (path: string, action: string) => boolean;
}

const ISSUER = "tests";
const SERVICE = "registry.test";

const openssl = installed("openssl");

export const canIssueTokens = (): boolean => openssl !== undefined;

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What stands behind `Bearer realm=…`: signs tokens that a real docker-registry checks by the certificate. */
export const startTokenService = async ({
  username,
  password,
  accepts = () => false,
  grant = () => true,
}: Options): Promise<TokenService> => {
  if (openssl === undefined) throw new Error("openssl is not installed: ask canIssueTokens() first");
  const folder = await mkdtemp(join(tmpdir(), "tokens-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  execFileSync(openssl, [...request, "-subj", "/CN=tests", "-keyout", key, "-out", cert], { stdio: "ignore" });
  const signingKey = createPrivateKey(await readFile(key));
  const x5c = [new X509Certificate(await readFile(cert)).raw.toString("base64")];
  const issued: string[][] = [];

  const token = (scopes: readonly string[]): string => {
    const access = scopes.map((scope) => {
      const [type, name = "", actions = ""] = scope.split(":");
      return { type, name, actions: actions.split(",").filter((action) => grant(name, action)) };
    });
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now, nbf: now - 10, exp: now + 300, jti: randomUUID() };
    const claims = { iss: ISSUER, sub: username, aud: SERVICE, ...times, access };
    const body = `${encode({ typ: "JWT", alg: "ES256", x5c })}.${encode(claims)}`;
    const signature = sign("sha256", Buffer.from(body), { key: signingKey, dsaEncoding: "ieee-p1363" });
    return `${body}.${signature.toString("base64url")}`;
  };

  const { url, close } = await listenOnLoopback((message, response) => {
    const { searchParams } = new URL(message.url ?? "/", "http://tokens");
    const basic = /^Basic (.+)$/.exec(message.headers.authorization ?? "")?.[1] ?? "";
    const [user = "", ...rest] = Buffer.from(basic, "base64").toString().split(":");
    const given = rest.join(":");
    const welcome = (user === username && given === password) || accepts(user, given);
    response.setHeader("content-type", "application/json");
    if (!welcome || searchParams.get("service") !== SERVICE) {
      response.writeHead(401).end("{}");
      return;
    }
    const scopes = searchParams.getAll("scope");
    issued.push(scopes);
    response.end(JSON.stringify({ token: token(scopes), expires_in: 300 }));
  });
  return {
    auth: {
      token: { realm: `${url}/token`, service: SERVICE, issuer: ISSUER, rootcertbundle: cert },
    },
    issued,
    close: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
