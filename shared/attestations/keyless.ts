import { bundleFromJSON } from "@sigstore/bundle";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import type { CheckKeyless } from "./judge.ts";
import { compareSigner } from "./signer.ts";
import type { TrustedBy } from "./trust-root.ts";

/**
 * Checks by Sigstore's root: the certificate's chain, the transparency log, the signature, and whose run it was. The root is
 * asked for each time; it may reject with a Failure when there is none to be believed.
 */
export const checkKeyless =
  (trusted: () => Promise<TrustedBy>): CheckKeyless =>
  async (bundle, expected, runCommit) => {
    const { root, stale } = await trusted();
    try {
      const ctlogThreshold = root.ctlogs.length === 0 ? 0 : 1;
      const verifier = new Verifier(toTrustMaterial(root), { tlogThreshold: 1, ctlogThreshold, timestampThreshold: 1 });
      const parsed = bundleFromJSON(bundle);
      // What is checked is what was compared: a bundle may hold two contents, of which one is signed and the other is read.
      if (parsed.content.$case !== "dsseEnvelope") return { problem: "is not one that build-image writes" };
      const problem = compareSigner(verifier.verify(toSignedEntity(parsed)), expected, runCommit);
      return problem === undefined ? { stale } : { problem };
    } catch (thrown) {
      return {
        problem: `has a signature that does not hold (${thrown instanceof Error ? thrown.message : "unknown"})`,
      };
    }
  };
