import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { bits, context, flags, implicit, integer, octets, oid, sequence, set, text, time, truth } from "./der.ts";

export interface Authority {
  readonly name: string;
  readonly key: KeyObject;
  readonly certificate: Buffer;
}

/** A certificate-transparency log's key, and how certificates name it. */
export interface TransparencyLog {
  readonly key: KeyObject;
  readonly id: Buffer;
}

const spki = (key: KeyObject): Buffer => createPublicKey(key).export({ type: "spki", format: "der" });
const keyId = (key: KeyObject): Buffer => createHash("sha1").update(spki(key)).digest();
const ECDSA = sequence(oid("1.2.840.10045.4.3.2"));
const SCTS = "1.3.6.1.4.1.11129.2.4.2";

const named = (name: string): Buffer => sequence(set(sequence(oid("2.5.4.3"), text(name))));
const extension = (id: string, value: Uint8Array, critical = false): Buffer =>
  sequence(oid(id), ...(critical ? [truth()] : []), octets(value));

interface Wanted {
  readonly subject: Buffer;
  readonly issuer: string;
  readonly publicKey: Buffer;
  readonly from: Date;
  readonly until: Date;
  readonly extensions: readonly Buffer[];
}

const tbs = (serial: Buffer, { subject, issuer, publicKey, from, until, extensions }: Wanted): Buffer =>
  sequence(
    context(0, integer(Buffer.from([2]))),
    integer(serial),
    ECDSA,
    named(issuer),
    sequence(time(from), time(until)),
    subject,
    publicKey,
    context(3, sequence(...extensions)),
  );

const signed = (body: Buffer, key: KeyObject): Buffer => sequence(body, ECDSA, bits(sign("sha256", body, key)));
const newSerial = (): Buffer => Buffer.concat([Buffer.from([1]), randomBytes(15)]);

export const newLog = (): TransparencyLog => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { key: privateKey, id: createHash("sha256").update(spki(privateKey)).digest() };
};

/** A root when there is no issuer. */
export const newAuthority = (name: string, now: Date, issuer?: Authority): Authority => {
  const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = issuer ?? { name, key };
  const body = tbs(newSerial(), {
    subject: named(name),
    issuer: signer.name,
    publicKey: spki(key),
    from: new Date(now.getTime() - 86_400_000),
    until: new Date(now.getTime() + 3650 * 86_400_000),
    extensions: [
      extension("2.5.29.19", sequence(truth()), true),
      extension("2.5.29.15", flags(0x06, 1), true),
      extension("2.5.29.14", octets(keyId(key))),
      extension("2.5.29.35", sequence(implicit(0, keyId(signer.key)))),
    ],
  });
  return { name, key, certificate: signed(body, signer.key) };
};

/** A certificate of ten minutes for one run; `claims` are Fulcio's extensions by their number. */
export const newLeaf = (
  publicKey: KeyObject,
  { uri, claims, now }: { readonly uri: string; readonly claims: Readonly<Record<number, string>>; readonly now: Date },
  issuer: Authority,
  log: TransparencyLog,
): Buffer => {
  const serial = newSerial();
  const extensions = [
    extension("2.5.29.15", flags(0x80, 7), true),
    extension("2.5.29.37", sequence(oid("1.3.6.1.5.5.7.3.3"))),
    extension("2.5.29.35", sequence(implicit(0, keyId(issuer.key)))),
    extension("2.5.29.17", sequence(implicit(6, Buffer.from(uri))), true),
    ...Object.entries(claims).map(([number, value]) => extension(`1.3.6.1.4.1.57264.1.${number}`, text(value))),
  ];
  const wanted: Wanted = {
    subject: sequence(),
    issuer: issuer.name,
    publicKey: publicKey.export({ type: "spki", format: "der" }),
    from: new Date(now.getTime() - 1000),
    until: new Date(now.getTime() + 600_000),
    extensions,
  };
  const proof = extension(SCTS, octets(timestamps(tbs(serial, wanted), issuer, log, now)));
  return signed(tbs(serial, { ...wanted, extensions: [...extensions, proof] }), issuer.key);
};

const sized = (bytes: number, content: Buffer): Buffer => {
  const size = Buffer.alloc(bytes);
  size.writeUIntBE(content.length, 0, bytes);
  return Buffer.concat([size, content]);
};

/** RFC 6962: the log's promise to show the certificate, over what the certificate is without it. */
const timestamps = (body: Buffer, issuer: Authority, log: TransparencyLog, now: Date): Buffer => {
  const at = Buffer.alloc(8);
  at.writeBigUInt64BE(BigInt(now.getTime()));
  const issuerHash = createHash("sha256").update(spki(issuer.key)).digest();
  const promise = Buffer.concat([
    Buffer.from([0, 0]),
    at,
    Buffer.from([0, 1]),
    issuerHash,
    sized(3, body),
    sized(2, Buffer.alloc(0)),
  ]);
  const signature = sized(2, sign("sha256", promise, log.key));
  const entry = Buffer.concat([Buffer.from([0]), log.id, at, Buffer.from([0, 0]), Buffer.from([4, 3]), signature]);
  return sized(2, sized(2, entry));
};

export const pem = (certificate: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${(certificate.toString("base64").match(/.{1,64}/g) ?? []).join("\n")}\n-----END CERTIFICATE-----\n`;

export const publicDer = spki;
