import * as z from "zod";
import { Failure } from "../../action/failure.ts";
import type { Envelope, LogEntry } from "../../attestations/bundle.ts";
import type { Http } from "../../http/types.ts";

const Entry = z.object({
  body: z.string(),
  integratedTime: z.number(),
  logID: z.string().regex(/^[0-9a-f]+$/),
  logIndex: z.number(),
  verification: z.object({
    signedEntryTimestamp: z.string().nullish(),
    inclusionProof: z
      .object({
        checkpoint: z.string(),
        hashes: z.array(z.string()),
        logIndex: z.number(),
        rootHash: z.string(),
        treeSize: z.number(),
      })
      .nullish(),
  }),
});
const Entries = z.record(z.string(), Entry);
const Body = z.object({ kind: z.string(), apiVersion: z.string() });

const base64 = (hex: string): string => Buffer.from(hex, "hex").toString("base64");

/** Writes a signed envelope into the public log. The log knows an entry by its content, so that writing it twice is once. */
export async function record(envelope: Envelope, verifier: string, rekor: string, http: Http): Promise<LogEntry> {
  const url = `${rekor}/api/v1/log/entries`;
  const proposedContent = {
    envelope: JSON.stringify(envelope),
    verifiers: [Buffer.from(verifier).toString("base64")],
  };
  const { status, headers, body } = await http({
    method: "POST",
    url,
    repeatable: true,
    accept: [409],
    schema: z.union([Entries, z.unknown().transform(() => ({}) as z.infer<typeof Entries>)]),
    body: { apiVersion: "0.0.1", kind: "dsse", spec: { proposedContent } },
  });
  if (status !== 409) return view(body);
  // An earlier attempt of ours, whose answer was lost: only the name at the end of the address is taken from it.
  const known = /\/([0-9a-f]{64,80})$/.exec(headers.get("location") ?? "")?.[1];
  if (known === undefined) throw malformed();
  return view((await http({ url: `${url}/${known}`, schema: Entries })).body);
}

function view(entries: z.infer<typeof Entries>): LogEntry {
  const [entry] = Object.values(entries);
  if (entry === undefined) throw malformed();
  const { signedEntryTimestamp, inclusionProof } = entry.verification;
  const { kind, apiVersion } = bodyOf(entry.body);
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: base64(entry.logID) },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(entry.integratedTime),
    ...(typeof signedEntryTimestamp === "string" ? { inclusionPromise: { signedEntryTimestamp } } : {}),
    ...(inclusionProof === null || inclusionProof === undefined
      ? {}
      : {
          inclusionProof: {
            logIndex: String(inclusionProof.logIndex),
            rootHash: base64(inclusionProof.rootHash),
            treeSize: String(inclusionProof.treeSize),
            hashes: inclusionProof.hashes.map(base64),
            checkpoint: { envelope: inclusionProof.checkpoint },
          },
        }),
    canonicalizedBody: entry.body,
  };
}

function bodyOf(body: string): z.infer<typeof Body> {
  try {
    return Body.parse(JSON.parse(Buffer.from(body, "base64").toString()));
  } catch {
    throw malformed();
  }
}

const malformed = (): Failure =>
  new Failure("SLIP-HTTP-MALFORMED", "The transparency log answered with something that is no entry.", {
    blame: "provider",
  });
