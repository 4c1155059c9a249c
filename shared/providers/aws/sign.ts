import { createHash, createHmac } from "node:crypto";
import type { Secret } from "../../action/secret.ts";

/** Credentials of a role for a while. */
export interface AwsCredentials {
  readonly keyId: string;
  readonly key: Secret;
  /** Of credentials that expire. */
  readonly session: Secret | undefined;
}

/** A call to one of AWS's services, and what it is signed for. */
export interface Unsigned {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly region: string;
  readonly service: string;
  readonly at: Date;
}

const ALGORITHM = "AWS4-HMAC-SHA256";
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** The headers with which AWS takes the call, by its Signature Version 4: all that were given, and the signature's own. */
export function sign(
  { method, url, headers, body, region, service, at }: Unsigned,
  { keyId, key, session }: AwsCredentials,
): Readonly<Record<string, string>> {
  const time = at.toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const day = time.slice(0, 8);
  const sent = {
    ...headers,
    "x-amz-date": time,
    ...(session === undefined ? {} : { "x-amz-security-token": session.reveal() }),
  };
  const signed = Object.entries({ ...sent, host: url.host }).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const names = signed.map(([name]) => name).join(";");
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).toSorted();
  const request = [
    method,
    url.pathname,
    query.join("&"),
    ...signed.map(([name, value]) => `${name}:${value.trim().replaceAll(/ +/g, " ")}`),
    "",
    names,
    sha256(body),
  ].join("\n");
  const scope = `${day}/${region}/${service}/aws4_request`;
  const chain = [day, region, service, "aws4_request"];
  const signingKey = chain.reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${key.reveal()}`);
  const signature = hmac(signingKey, [ALGORITHM, time, scope, sha256(request)].join("\n")).toString("hex");
  return {
    ...sent,
    authorization: `${ALGORITHM} Credential=${keyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}
