import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { publicDer } from "./certificates.ts";

const hash = (...parts: readonly Uint8Array[]): Buffer => createHash("sha256").update(Buffer.concat(parts)).digest();
const leafHash = (body: Buffer): Buffer => hash(Buffer.from([0]), body);
const nodeHash = (left: Buffer, right: Buffer): Buffer => hash(Buffer.from([1]), left, right);

/** The largest power of two below a number above one. */
const split = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));

const rootOf = (leaves: readonly Buffer[]): Buffer => {
  const [first] = leaves;
  if (first === undefined || leaves.length === 1) return first ?? hash();
  const at = split(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, at)), rootOf(leaves.slice(at)));
};

/** RFC 6962: hashes from the leaf up. */
const pathOf = (index: number, leaves: readonly Buffer[]): Buffer[] => {
  if (leaves.length <= 1) return [];
  const at = split(leaves.length);
  return index < at
    ? [...pathOf(index, leaves.slice(0, at)), rootOf(leaves.slice(at))]
    : [...pathOf(index - at, leaves.slice(at)), rootOf(leaves.slice(0, at))];
};

/** A Merkle tree whose checkpoints are signed, as Rekor is one. */
export const newRekor = (origin: string, now: () => Date) => {
  const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = hash(publicDer(key));
  // No log of any age begins with what we write, and clients take the index 0 for a missing one.
  const first = { body: Buffer.from("{}"), integratedTime: Math.floor(now().getTime() / 1000) };
  const bodies: { readonly body: Buffer; readonly integratedTime: number }[] = [first];

  const entry = (index: number) => {
    const at = bodies[index];
    if (at === undefined) return undefined;
    const leaves = bodies.map(({ body }) => leafHash(body));
    const root = rootOf(leaves);
    const note = `${origin}\n${leaves.length}\n${root.toString("base64")}\n`;
    const seal = Buffer.concat([id.subarray(0, 4), sign("sha256", Buffer.from(note), key)]).toString("base64");
    const promised = {
      body: at.body.toString("base64"),
      integratedTime: at.integratedTime,
      logID: id.toString("hex"),
      logIndex: index,
    };
    return {
      [leaves[index]?.toString("hex") ?? ""]: {
        ...promised,
        verification: {
          signedEntryTimestamp: sign("sha256", Buffer.from(JSON.stringify(promised)), key).toString("base64"),
          inclusionProof: {
            checkpoint: `${note}\n\u2014 ${origin} ${seal}\n`,
            hashes: pathOf(index, leaves).map((each) => each.toString("hex")),
            logIndex: index,
            rootHash: root.toString("hex"),
            treeSize: leaves.length,
          },
        },
      },
    };
  };
  const nameOf = (body: Buffer): string => leafHash(body).toString("hex");
  return {
    key,
    id,
    size: () => bodies.length - 1,
    nameOf,
    find: (name: string) => entry(bodies.findIndex(({ body }) => nameOf(body) === name)),
    has: (body: Buffer): boolean => bodies.some((other) => other.body.equals(body)),
    add: (body: Buffer) => {
      bodies.push({ body, integratedTime: Math.floor(now().getTime() / 1000) });
      return entry(bodies.length - 1);
    },
  };
};
