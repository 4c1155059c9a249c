import type { KeyObject } from "node:crypto";
import { statementSignedBy } from "../../shared/attestations/signed-by.ts";
import type { Sign } from "../../shared/attestations/signing.ts";
import { digestSet, payloadOf, statement } from "../../shared/attestations/statement.ts";
import { sha256Of } from "../../shared/domain/digest.ts";
import type { Event } from "../../shared/domain/image/event.ts";
import { isRecord, parseJson, record } from "../../shared/domain/json.ts";

/** Annotation of a cache's manifest: a signed statement about the same manifest without it. */
const PROOF = "slipway.cache.proof";
const TYPE = "urn:slipway:build-cache:v1";

/** Who keeps a cache, and for which builds. */
export interface Keeper {
  readonly sign: Sign;
  readonly key: KeyObject;
  /** Address of the repository: `https://github.com/acme/shop`. */
  readonly repository: string;
  /** Of the run's workflow, for people who look into it. */
  readonly workflow: string;
  readonly event: Event;
}

const common = ({ defaultBranch }: Event): string => `refs/heads/${defaultBranch}`;

/** What a run builds for. A tag, like all that is no branch, counts as the default branch: their caches are one. */
const own = (event: Event): string => {
  if (event.pull !== undefined) return `refs/pull/${event.pull.number}`;
  return event.branch === undefined ? common(event) : `refs/heads/${event.branch}`;
};

type Json = Readonly<Record<string, unknown>>;

function withoutProof({ annotations, ...rest }: Json): Json {
  const { [PROOF]: _, ...others } = record(annotations);
  return Object.keys(others).length === 0 ? rest : { ...rest, annotations: others };
}

const digestOf = (manifest: Json): string => sha256Of(JSON.stringify(withoutProof(manifest)));

/** The manifest of a cache with the proof in it that this run wrote it; undefined for what is no manifest. */
export async function proven(manifest: Uint8Array, subject: string, keeper: Keeper): Promise<Buffer | undefined> {
  const value = parseJson(Buffer.from(manifest).toString());
  if (!isRecord(value)) return undefined;
  const { sign, repository, workflow, event } = keeper;
  const subjects = [{ name: subject, digest: digestSet(digestOf(value)) }];
  const made = statement(subjects, TYPE, { repository, ref: own(event), workflow });
  const proof = JSON.stringify(await sign(payloadOf(made)));
  const bare = withoutProof(value);
  return Buffer.from(JSON.stringify({ ...bare, annotations: { ...record(bare["annotations"]), [PROOF]: proof } }));
}

/** Why a cache is not one that this run may build from, as the end of "The cache … is not used: it …"; undefined when it is. */
export function problemOf(manifest: Uint8Array, { key, repository, event }: Keeper): string | undefined {
  const text = Buffer.from(manifest).toString();
  const value = parseJson(text);
  const proof = isRecord(value) ? record(value["annotations"])[PROOF] : undefined;
  if (!isRecord(value) || typeof proof !== "string") return "is not signed";
  // What says one thing twice is read in one way here and maybe in another way by the builder.
  if (JSON.stringify(value) !== text) return "was written by somebody else";
  const said = record(statementSignedBy(key, proof));
  if (said["predicateType"] !== TYPE) return "is not signed by the key of this job";
  const subjects: readonly unknown[] = Array.isArray(said["subject"]) ? said["subject"] : [];
  const digest = record(record(subjects[0])["digest"])["sha256"];
  if (`sha256:${String(digest)}` !== digestOf(value)) return "was changed after it was signed";
  const predicate = record(said["predicate"]);
  if (predicate["repository"] !== repository)
    return `is signed for another repository (${String(predicate["repository"])})`;
  const ref = predicate["ref"];
  if (ref !== own(event) && ref !== common(event))
    return `is signed for ${String(ref)}, and this build is for ${own(event)}`;
  return undefined;
}
