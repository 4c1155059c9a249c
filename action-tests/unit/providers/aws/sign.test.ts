import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Secret } from "../../../../shared/action/secret.ts";
import { sign } from "../../../../shared/providers/aws/sign.ts";
import { wrongSignature } from "../../../cloud/identity/signature.ts";
import type { Incoming } from "../../../cloud/routes.ts";

const at = new Date("2015-08-30T12:36:00Z");
const credentials = {
  keyId: "AKIDEXAMPLE",
  key: new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
  session: undefined,
};
const common = { headers: {}, body: "", region: "us-east-1", service: "service", at };

// AWS publishes these signatures for whoever writes a signer.
test.each([
  ["GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"],
  ["POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"],
  ["GET", "/?Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"],
])("%s %s is signed as AWS has published it", (method, path, signature) => {
  const signed = sign({ ...common, method, url: new URL(`https://example.amazonaws.com${path}`) }, credentials);
  expect(signed["authorization"]).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  );
});

test("another reading of the rules finds every signature right, and every change of what was signed", () => {
  const name = fc.stringMatching(/^x-[a-z0-9-]{1,12}$/);
  const value = fc.stringMatching(/^[!-~](?:[ -~]{0,20}[!-~])?$/);
  const word = fc.stringMatching(/^[A-Za-z0-9._~-]{1,8}$/);
  fc.assert(
    fc.property(
      fc.dictionary(name, value),
      fc.string(),
      fc.array(fc.tuple(word, word)),
      word,
      (extra, body, pairs, key) => {
        const url = new URL("https://api.ecr.eu-central-1.amazonaws.com/");
        for (const [one, other] of pairs) url.searchParams.append(one, other);
        const session = `session-${key}`;
        const place = { region: "eu-central-1", service: "ecr" };
        const role = { keyId: "ASIA1", key: new Secret(key), session: new Secret(session) };
        const sent = sign({ method: "POST", url, headers: extra, body, ...place, at }, role);
        const request = {
          method: "POST",
          path: "/",
          params: {},
          query: url.searchParams,
          headers: { ...sent, host: url.host },
          body: undefined,
          raw: Buffer.from(body),
        };
        const check = (changed: Partial<Incoming>, known = key) =>
          wrongSignature({ ...request, ...changed }, place, () => ({ key: known, session }), at);
        expect(check({})).toBeUndefined();
        expect(check({ raw: Buffer.from(`${body}.`) })).toMatchObject({ code: "InvalidSignatureException" });
        expect(check({}, `${key}.`)).toMatchObject({ code: "InvalidSignatureException" });
        expect(check({ headers: { ...request.headers, host: "evil.example" } })).toBeDefined();
        expect(check({ headers: { ...request.headers, "x-amz-target": "other" } })).toBeDefined();
      },
    ),
  );
});
