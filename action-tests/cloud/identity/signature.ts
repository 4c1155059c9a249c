import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Incoming } from "../routes.ts";

/** Credentials that the emulated AWS gave to a role. */
export interface RoleCredentials {
  readonly key: string;
  readonly session: string;
}

const MOST_SKEW = 5 * 60_000;
const FORM =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

/** Reads what was signed back from the request as it arrived, and signs that. Undefined when it is as it has to be. */
export function wrongSignature(
  { method, path, query, headers, raw }: Incoming,
  place: { readonly region: string; readonly service: string },
  find: (keyId: string) => RoleCredentials | undefined,
  now: Date,
): { readonly code: string; readonly message: string } | undefined {
  const [, keyId = "", day = "", region = "", service = "", names = "", signature = ""] =
    FORM.exec(headers["authorization"] ?? "") ?? [];
  if (keyId === "") return { code: "MissingAuthenticationTokenException", message: "Missing Authentication Token" };
  const credentials = find(keyId);
  if (credentials === undefined || headers["x-amz-security-token"] !== credentials.session)
    return { code: "UnrecognizedClientException", message: "The security token included in the request is invalid." };

  const time = headers["x-amz-date"] ?? "";
  const [, year, month, date, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  const sent = Date.parse(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`);
  const invalid = (message: string) => ({ code: "InvalidSignatureException", message });
  if (!time.startsWith(day) || !(Math.abs(now.getTime() - sent) <= MOST_SKEW))
    return invalid(`Signature expired: ${time} is now earlier than ${now.toISOString()}`);
  if (region !== place.region || service !== place.service)
    return invalid(`Credential should be scoped to a valid region and service: ${place.region}, ${place.service}.`);

  const list = names.split(";");
  const needed = ["host", ...Object.keys(headers).filter((name) => name.startsWith("x-amz-"))];
  if (!needed.every((name) => list.includes(name)) || list.join() !== [...list].sort().join())
    return invalid("A header that has to be signed is not.");
  let canonical = `${method}\n${path}\n`;
  const pairs = [...query.entries()].map((pair) => pair.map(encodeURIComponent).join("="));
  canonical += `${pairs.sort().join("&")}\n`;
  for (const name of list) canonical += `${name}:${(headers[name] ?? "").trim().replace(/\s+/g, " ")}\n`;
  canonical += `\n${names}\n${createHash("sha256").update(raw).digest("hex")}`;

  let key = Buffer.from(`AWS4${credentials.key}`);
  for (const step of [day, region, service, "aws4_request"]) key = createHmac("sha256", key).update(step).digest();
  const digest = createHash("sha256").update(canonical).digest("hex");
  const text = `AWS4-HMAC-SHA256\n${time}\n${day}/${region}/${service}/aws4_request\n${digest}`;
  const expected = createHmac("sha256", key).update(text).digest();
  return timingSafeEqual(expected, Buffer.from(signature, "hex"))
    ? undefined
    : invalid("The request signature we calculated does not match the signature you provided.");
}
