import { expect, test } from "@jest/globals";
import { spec } from "../../../actions/verify-image/spec.ts";
import { termsOf } from "../../../actions/verify-image/terms.ts";
import { fakeContext } from "../../fakes/context.ts";

test.each([
  [{ publicKey: "no.pem" }, "`public-key`"],
  [{ publicKey: "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----" }, "`public-key`"],
  [{ trustRoot: "no.json" }, "`trust-root`"],
  [{ tufRoot: "no.json" }, "`tuf-root`"],
])("%j is no ground for trust", async (inputs, name) => {
  const { inputs: whole, run } = fakeContext(spec, inputs);
  await expect(
    termsOf(whole, run, { readText: async () => undefined, fetchRoot: () => Promise.reject(new Error("asked")) }),
  ).rejects.toMatchObject({
    code: "SLIP-INPUT-INVALID",
    message: expect.stringContaining(name),
  });
});
