import type { KeyObject } from "node:crypto";
import { bundleFromJSON } from "@sigstore/bundle";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import { isRecord, parseJson } from "../domain/json.ts";
import { compareProvenance, type Expectation } from "./expectation.ts";
import { hintOf } from "./key.ts";
import { compareSigner } from "./signer.ts";
import { PAYLOAD_TYPE } from "./statement.ts";
import type { TrustedRoot } from "./trust-root.ts";

/** What a signature without a key is checked by. */
export interface TrustedBy {
  readonly root: TrustedRoot;
  /** Why it is not the newest, as a sentence. */
  readonly stale: string | undefined;
}

/** Whom we believe. With neither a key nor a root no signature can be checked. */
export interface Trust {
  readonly key: KeyObject | undefined;
  /** Asked only where something is signed without a key; rejects with a Failure when there is none to be believed. */
  readonly root: (() => Promise<TrustedBy>) | undefined;
  /** Whether a provenance counts whose signature was not checked. */
  readonly unsigned: boolean;
}

/** `unchecked`: it says the right things, and whoever may push to the repository could have written it. */
export type Verdict =
  | { readonly signature: "key" | "keyless" | "unchecked"; readonly stale?: string | undefined }
  | { readonly problem: string };

/** Judges one attestation; `text` is a Sigstore bundle, or a bare statement. Rejects only with what `trust.root` rejects with. */
export async function judge(text: string, expected: Expectation, trust: Trust): Promise<Verdict> {
  const value = parseJson(text);
  const bundled = isRecord(value) && isRecord(value["dsseEnvelope"]);
  if (!bundled) {
    const claim = compareProvenance(text, expected);
    if ("problem" in claim) return claim;
    return trust.unsigned ? { signature: "unchecked" } : { problem: "is not signed" };
  }
  let bundle: Bundled;
  try {
    bundle = bundleFromJSON(value);
  } catch (thrown) {
    return { problem: unsound(thrown) };
  }
  return judgeBundle(bundle, expected, trust);
}

type Bundled = ReturnType<typeof bundleFromJSON>;

const unsound = (thrown: unknown): string =>
  `has a signature that does not hold (${thrown instanceof Error ? thrown.message : "unknown"})`;

async function judgeBundle(bundle: Bundled, expected: Expectation, { key, root, unsigned }: Trust): Promise<Verdict> {
  if (bundle.content.$case !== "dsseEnvelope" || bundle.content.dsseEnvelope.payloadType !== PAYLOAD_TYPE) {
    return { problem: "is not one that build-image writes" };
  }
  const claim = compareProvenance(bundle.content.dsseEnvelope.payload.toString(), expected);
  if ("problem" in claim) return claim;

  const byKey = bundle.verificationMaterial.content.$case === "publicKey";
  if (byKey && key !== undefined) {
    const problem = checkKey(bundle, key);
    return problem === undefined ? { signature: "key" } : { problem };
  }
  if (!byKey && root !== undefined) {
    const by = await root();
    const problem = checkKeyless(bundle, by.root, expected, claim.runCommit);
    return problem === undefined ? { signature: "keyless", stale: by.stale } : { problem };
  }
  if (unsigned && key === undefined) return { signature: "unchecked" };
  return { problem: `is signed ${byKey ? "by a key" : "without a key"}, which cannot be checked here` };
}

const NO_ROOT: TrustedRoot = {
  mediaType: "",
  tlogs: [],
  ctlogs: [],
  certificateAuthorities: [],
  timestampAuthorities: [],
};

function checkKey(bundle: Bundled, key: KeyObject): string | undefined {
  const material = toTrustMaterial(NO_ROOT, (hint) => {
    if (hint !== hintOf(key)) throw new Error("it is signed by another key");
    return { publicKey: key, validFor: () => true };
  });
  try {
    const none = { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 };
    new Verifier(material, none).verify(toSignedEntity(bundle));
    return undefined;
  } catch (thrown) {
    return unsound(thrown);
  }
}

function checkKeyless(
  bundle: Bundled,
  root: TrustedRoot,
  expected: Expectation,
  runCommit: string,
): string | undefined {
  try {
    const ctlogThreshold = root.ctlogs.length === 0 ? 0 : 1;
    const verifier = new Verifier(toTrustMaterial(root), { tlogThreshold: 1, ctlogThreshold, timestampThreshold: 1 });
    return compareSigner(verifier.verify(toSignedEntity(bundle)), expected, runCommit);
  } catch (thrown) {
    return unsound(thrown);
  }
}
