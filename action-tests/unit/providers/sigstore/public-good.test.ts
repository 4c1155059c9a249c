import { expect, test } from "@jest/globals";
import { readTrustRoot } from "../../../../shared/attestations/trust-root.ts";
import { publicGoodTrust } from "../../../../shared/providers/sigstore/tuf/public-good.ts";

test("what the package brings is a trusted root, with the authorities that runs of GitHub sign by", () => {
  const root = readTrustRoot(publicGoodTrust());
  expect(root?.certificateAuthorities.map(({ uri }) => uri)).toContain("https://fulcio.sigstore.dev");
  expect(root?.tlogs.map(({ baseUrl }) => baseUrl)).toContain("https://rekor.sigstore.dev");
});
