import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { Metadata, type MetadataKind, Signature } from "@tufjs/models";
import type { Reply, Route } from "../routes.ts";

type Role = "root" | "targets" | "snapshot" | "timestamp";

/** How a version differs from one that is as it should be. */
export interface Oddities {
  readonly expires?: Partial<Record<Role, Date>>;
  /** Signed by a key that nobody knows, under the name of the right one. */
  readonly forged?: Role;
  /** Version of the snapshot that the timestamp names; the newest when absent. */
  readonly snapshot?: number;
}

/** A TUF repository, really signed; versions 1 of everything are there from the start. */
export interface TufRepository {
  readonly routes: readonly Route[];
  /** The first root, which clients trust without proof. */
  readonly root: string;
  /** The same targets, or others, as new versions of all but the root. */
  readonly publish: (oddities?: Oddities, targets?: Readonly<Record<string, string>>) => void;
  /** A next root with new keys for itself and for what is signed online, signed by the old root's keys too. */
  readonly rotate: (oddities?: Oddities) => void;
  /** Remembers all files; what it answers puts them back, with nothing newer beside them. */
  readonly remember: () => () => void;
  /** Changes the files whose path matches, as a proxy would that cannot sign. */
  readonly tamper: (path: RegExp, change: (text: string) => string) => void;
}

interface SigningKey {
  readonly id: string;
  readonly key: KeyObject;
}

const DAY = 86_400_000;
/** For how many days each is signed, as in Sigstore's own repository. */
const DAYS: Readonly<Record<Role, number>> = { root: 180, targets: 180, snapshot: 3650, timestamp: 7 };

const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");
const newKey = (): SigningKey => {
  const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { key, id: sha256(publicPem(key)) };
};
const publicPem = (key: KeyObject): string => createPublicKey(key).export({ type: "spki", format: "pem" }).toString();

const keyJson = ({ key }: SigningKey) => ({
  keytype: "ecdsa",
  scheme: "ecdsa-sha2-nistp256",
  keyval: { public: publicPem(key) },
});

export const newTufRepository = (prefix: string, first: Readonly<Record<string, string>>, now: () => Date) => {
  let files = new Map<string, string>();
  let keys: { readonly root: readonly SigningKey[]; readonly online: SigningKey };
  let targets = first;
  const versions: Record<Role, number> = { root: 0, targets: 0, snapshot: 0, timestamp: 0 };

  const write = (role: Role, fields: object, signers: readonly SigningKey[], oddities: Oddities): string => {
    const version = ++versions[role];
    const expires = (oddities.expires?.[role] ?? new Date(now().getTime() + DAYS[role] * DAY)).toISOString();
    const signed = { _type: role, spec_version: "1.0.31", version, expires, ...fields };
    const metadata = Metadata.fromJSON(role as MetadataKind.Root, { signed, signatures: [] });
    for (const { id, key } of signers) {
      const by = oddities.forged === role ? newKey().key : key;
      metadata.sign((bytes) => new Signature({ keyID: id, sig: sign("sha256", bytes, by).toString("hex") }));
    }
    const text = JSON.stringify(metadata.toJSON());
    files.set(role === "timestamp" ? "timestamp.json" : `${version}.${role}.json`, text);
    return text;
  };

  const rotate = (oddities: Oddities = {}): void => {
    const before = versions.root === 0 ? [] : keys.root;
    keys = { root: [newKey(), newKey()], online: newKey() };
    const all = [...keys.root, keys.online];
    const offline = { keyids: keys.root.map(({ id }) => id), threshold: 2 };
    const online = { keyids: [keys.online.id], threshold: 1 };
    const roles = { root: offline, targets: offline, snapshot: online, timestamp: online };
    const fields = {
      keys: Object.fromEntries(all.map((key) => [key.id, keyJson(key)])),
      roles,
      consistent_snapshot: true,
    };
    write("root", fields, [...before, ...keys.root], oddities);
  };

  const publish = (oddities: Oddities = {}, others = targets): void => {
    targets = others;
    const described = Object.entries(targets).map(([path, text]) => {
      const hash = sha256(text);
      files.set(`targets/${hash}.${path}`, text);
      return [path, { length: Buffer.byteLength(text), hashes: { sha256: hash } }];
    });
    const fields = { targets: Object.fromEntries(described) as object };
    const about = (text: string, version: number) => ({ version, length: Buffer.byteLength(text) });
    const list = write("targets", fields, keys.root, oddities);
    const meta = { "targets.json": { ...about(list, versions.targets), hashes: { sha256: sha256(list) } } };
    write("snapshot", { meta }, [keys.online], oddities);
    const version = oddities.snapshot ?? versions.snapshot;
    const named = files.get(`${version}.snapshot.json`) ?? "";
    write("timestamp", { meta: { "snapshot.json": about(named, version) } }, [keys.online], oddities);
  };

  const get = ({ params }: { readonly params: Readonly<Record<string, string>> }): Reply => {
    const text = files.get(params["path"] ?? "");
    if (text === undefined) return { status: 404, raw: "no such file", headers: { "content-type": "text/plain" } };
    return { status: 200, raw: text, headers: { "content-type": "application/json" } };
  };

  rotate();
  publish();
  const repository: TufRepository = {
    routes: [{ method: "GET", path: `${prefix}/*path`, handler: get }],
    root: files.get("1.root.json") ?? "",
    publish,
    rotate: (oddities) => {
      rotate(oddities);
      publish();
    },
    remember: () => {
      const kept = new Map(files);
      return () => {
        files = new Map(kept);
      };
    },
    tamper: (path, change) => {
      for (const [name, text] of files) if (path.test(name)) files.set(name, change(text));
    },
  };
  return repository;
};
