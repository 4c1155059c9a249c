import type { Descriptor, Registry } from "../ports/registry.ts";
import { candidates } from "./artifact.ts";
import { judge } from "./judge.ts";
import { PROVENANCE_TYPE } from "./statement.ts";
import { expectation, type Terms } from "./terms.ts";

export interface Asked {
  readonly repository: string;
  readonly digest: string;
  /** Any commit of ours when undefined. */
  readonly commit: string | undefined;
}

/** How an image is proven to be ours, or why each of its attestations does not do so. */
export type Proof =
  | {
      readonly signature: "key" | "keyless" | "unchecked";
      readonly attestation: string;
      /** Why what it was checked by is not the newest, as a sentence. */
      readonly stale: string | undefined;
    }
  | { readonly problems: readonly string[] };

/** An image that is built again and again unchanged gathers provenances; those of the wanted commit are looked at first. */
const MOST = 40;
const MOST_BYTES = 8 * 1024 * 1024;

/** Looks at what lies beside the image until something proves it. */
export async function proofOf({ repository, digest, commit }: Asked, registry: Registry, terms: Terms): Promise<Proof> {
  const expected = expectation(terms, digest, commit);
  const canCheck = terms.trust.key !== undefined || terms.trust.keyless !== undefined;
  const problems = new Set<string>();
  let weakest: Proof | undefined;
  for (const descriptor of candidates(await registry.referrers(repository, digest), PROVENANCE_TYPE, commit).slice(
    0,
    MOST,
  )) {
    const text = await textOf(repository, descriptor, registry);
    if (text === undefined) continue;
    const verdict = await judge(text, expected, terms.trust);
    if ("problem" in verdict) {
      problems.add(verdict.problem);
      continue;
    }
    const proof: Proof = { ...verdict, stale: verdict.stale, attestation: descriptor.digest };
    if (verdict.signature !== "unchecked" || !canCheck) return proof;
    weakest ??= proof;
  }
  return weakest ?? { problems: [...problems] };
}

/** What an attestation is, as it lies there: hostile text. */
export async function textOf(
  repository: string,
  { digest }: Descriptor,
  registry: Pick<Registry, "manifest" | "blob">,
): Promise<string | undefined> {
  const manifest = await registry.manifest(`${repository}@${digest}`);
  const [layer] = manifest?.content.kind === "manifest" ? manifest.content.layers : [];
  if (layer === undefined) return undefined;
  return Buffer.from(await registry.blob(repository, layer, MOST_BYTES)).toString();
}
