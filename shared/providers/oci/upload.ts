import { Failure } from "../../action/failure.ts";
import { apiOf } from "./address.ts";
import { uploadOf } from "./body.ts";
import type { Call, Reply, Repository, Session } from "./session.ts";

/** Bytes to bring to a registry, readable from any offset. */
export interface Cargo {
  readonly digest: string;
  readonly size: number;
  /** From `start` up to before `end`. */
  readonly open: (start: number, end: number) => AsyncIterable<Uint8Array>;
  /** Looks whether the bytes are what the digest says, after the registry did not find them so; rejects if not. */
  readonly check?: () => Promise<void>;
}

/** How one upload ended: `again`: begin anew, since what arrived is lost or the way does not suit this registry. */
export type Ending = "done" | "again";

/** ghcr.io takes no larger piece. */
const PIECE = 4 * 1024 * 1024;
/** Milliseconds without a single piece going out, after which the connection counts as lost. */
const SILENCE = 60_000;
/** For all attempts of one request: what a line takes that brings so many bytes in a millisecond. */
const SLOWEST = 50;
/** Answers in a row that bring us no further. */
const STALLS = 5;
const STATE = "No tag was moved. What arrived stays there without a tag.";

const patience = (size: number): Pick<Call, "attempt" | "budget"> => ({
  attempt: SILENCE,
  budget: 3 * SILENCE + size / SLOWEST,
});

/** Bytes that a registry says to have; `0-0` may be one or none, and is one only where there was no more to send. */
const received = (reply: Reply, sent: number): number => {
  const end = /^(?:bytes=)?0-(\d{1,15})$/.exec(reply.headers.get("range")?.trim() ?? "")?.[1];
  return end === undefined || (end === "0" && sent !== 1) ? 0 : Number(end) + 1;
};

/** Where it goes on. A registry may send us to another host, but not from https to http. */
const locationOf = (reply: Reply, { registry }: Repository, from: URL): URL | undefined => {
  const location = reply.headers.get("location");
  if (location === null || !URL.canParse(location, from.href)) return undefined;
  const to = new URL(location, from.href);
  return to.protocol === apiOf(registry).protocol || to.protocol === "https:" ? to : undefined;
};

export interface Sending {
  readonly session: Session;
  readonly repository: Repository;
  readonly cargo: Cargo;
}

export const blobCall = ({ digest }: Cargo | { digest: string }): Call => ({
  method: "HEAD",
  to: `blobs/${digest}`,
  action: `show the blob ${digest}`,
  access: "pull,push",
  content: true,
});

export const hasBlob = async ({ session, repository, cargo }: Sending): Promise<boolean> => {
  const reply = await session.ask(repository, blobCall(cargo));
  return reply.status === 200;
};

export interface OpenUpload {
  readonly location: URL;
  /** Bytes of a piece at least. */
  readonly least: number;
}

const uploadsCall = (query: string): Call => ({
  method: "POST",
  to: `blobs/uploads/${query}`,
  action: "open an upload",
  access: "pull,push",
  // An upload that nobody goes on with costs nothing: the registry forgets it.
  repeatable: true,
  state: STATE,
  upload: uploadOf(new Uint8Array()),
});

const opened = (reply: Reply, repository: Repository): OpenUpload | undefined => {
  const uploads = new URL(`${repository.path}/blobs/uploads/`, apiOf(repository.registry));
  const location = reply.status === 202 ? locationOf(reply, repository, uploads) : undefined;
  return location && { location, least: Number(reply.headers.get("oci-chunk-min-length")) || 0 };
};

export const openUpload = async ({ session, repository }: Sending): Promise<OpenUpload> => {
  const call = uploadsCall("");
  const reply = await session.ask(repository, call);
  const upload = opened(reply, repository);
  if (upload === undefined) throw session.refuse(repository, call, reply);
  return upload;
};

/**
 * Asks the registry to take the blob over from another repository. Where it cannot, it opens an upload instead; where we
 * may not read that repository, nothing came of it.
 */
export const mountBlob = async (
  { session, repository, cargo }: Sending,
  from: string,
): Promise<OpenUpload | "mounted" | undefined> => {
  const call = uploadsCall(`?mount=${cargo.digest}&from=${encodeURIComponent(from)}`);
  try {
    const reply = await session.ask(repository, { ...call, alsoFrom: [from] });
    return reply.status === 201 ? "mounted" : opened(reply, repository);
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === "SLIP-REGISTRY-DENIED") return undefined;
    throw thrown;
  }
};

/** By hand: parsing and writing the query again could change what a signature in it was made over. */
const withDigest = ({ href }: URL, digest: string): URL =>
  new URL(`${href.replace(/#.*/, "")}${href.includes("?") ? "&" : "?"}digest=${encodeURIComponent(digest)}`);

/** Codes that say: begin anew. What we sent was not what arrived, or the upload is gone. */
const LOST = new Set(["BLOB_UPLOAD_UNKNOWN", "BLOB_UPLOAD_INVALID", "DIGEST_INVALID", "SIZE_INVALID", "BLOB_UNKNOWN"]);
const mayBeginAnew = (reply: Reply, session: Session): boolean =>
  [404, 413, 416].includes(reply.status) || LOST.has(session.refusal(reply).code);

/**
 * Sends a blob by an upload that was opened before. `inPieces`: piece by piece, so that little is lost when the
 * connection is cut; otherwise in one, and piece by piece only what is left after a cut.
 */
export const sendBlob = async (
  sending: Sending,
  { location, least }: OpenUpload,
  inPieces: boolean,
): Promise<Ending> => {
  const { session, repository, cargo } = sending;
  const { digest, size } = cargo;
  let current = location;
  const piece = Math.max(PIECE, least);

  /** What became of a request whose answer is missing: 201 all is there, 202 go on, 404 begin anew. */
  const look = async (): Promise<Reply> => {
    const none = { headers: new Headers(), bytes: new Uint8Array() };
    if (await hasBlob(sending)) return { status: 201, ...none };
    const action = `tell how much of ${digest} arrived`;
    const reply = await session.ask(repository, { to: current, action, access: "pull,push", state: STATE });
    const goesOn = (reply.status === 204 || reply.status === 202) && reply.headers.has("range");
    return goesOn ? { ...reply, status: 202 } : { status: 404, ...none };
  };
  const base = { access: "pull,push", repeatable: false, adopt: look, state: STATE } as const;
  const octets = { "content-type": "application/octet-stream" };

  /** Sends `start` up to `size` and closes the upload. */
  const finish = (start: number) => {
    const body = { size: size - start, open: () => cargo.open(start, size) };
    const call: Call = { ...base, method: "PUT", to: withDigest(current, digest), action: `take the blob ${digest}` };
    return { ...call, headers: octets, upload: body, ...patience(body.size) };
  };
  const patch = (start: number, end: number): Call => ({
    ...base,
    method: "PATCH",
    to: current,
    action: `take a piece of the blob ${digest}`,
    headers: { ...octets, "content-range": `${start}-${end - 1}` },
    upload: { size: end - start, open: () => cargo.open(start, end) },
    ...patience(end - start),
  });

  let start = 0;
  let all = !inPieces;
  for (let stalls = 0; stalls < STALLS;) {
    const end = all || start >= size ? size : Math.min(size, start + piece);
    const call = all || start >= size ? finish(start) : patch(start, end);
    all = false;
    const reply = await session.ask(repository, call);
    if (reply.status === 201 || (call.method === "PUT" && reply.status === 204)) return "done";
    if (reply.status !== 202 && reply.status !== 204) {
      if (mayBeginAnew(reply, session)) return "again";
      throw session.refuse(repository, call, reply);
    }
    current = locationOf(reply, repository, current) ?? current;
    const told = reply.headers.has("range") ? received(reply, end) : call.method === "PATCH" ? end : 0;
    // More than we sent is not ours to build on.
    if (told > size) return "again";
    stalls = told > start ? 0 : stalls + 1;
    start = told;
  }
  return "again";
};
