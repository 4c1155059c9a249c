import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import { BUNDLE_TYPE, bundle, envelope } from "../../../../shared/attestations/bundle.ts";
import { createHttp } from "../../../../shared/http/client.ts";
import { storeAttestation } from "../../../../shared/providers/github/attestations.ts";
import { type EmulatorServer, startServer } from "../../../cloud/server.ts";
import { hurriedClock } from "../../../fakes/hurried-clock.ts";

const signed = bundle(envelope(Buffer.from("{}"), Buffer.from("s")), { publicKey: { hint: "h" } }, []);
const stored: unknown[] = [];
let github: EmulatorServer;

beforeAll(async () => {
  const handler = ({ body }: { readonly body: unknown }) => {
    stored.push(body);
    return { status: 201, body: { id: 42 } };
  };
  github = await startServer({ routes: [{ method: "POST", path: "/repos/acme/shop/attestations", handler }] });
});
beforeEach(() => {
  github.clearFaults();
  stored.length = 0;
});
afterAll(() => github.close());

const store = () =>
  storeAttestation(
    {
      http: createHttp({
        clock: hurriedClock,
        random: () => 0.5,
        signal: new AbortController().signal,
        log: { debug: () => {}, warning: () => {} },
        redact: (text) => text,
        budgetMs: 300,
      }),
      token: new Secret("ghs_0123456789"),
      api: github.url,
      repository: "acme/shop",
    },
    signed,
  );

test("a bundle is stored as it is, and GitHub's number of it is told", async () => {
  expect(await store()).toEqual({ id: "42" });
  expect(stored).toEqual([{ bundle: expect.objectContaining({ mediaType: BUNDLE_TYPE }) }]);
});

test.each([
  [403, "Resource not accessible by integration"],
  [404, "Not Found"],
  [422, "Feature not available"],
])("a refusal with %d is an answer: %s", async (status, message) => {
  github.fault({ action: { kind: "status", status, body: { message } } });
  expect(await store()).toEqual({ refused: `GitHub answered ${status}: ${message}` });
});

test("a service that stays down is an answer too", async () => {
  github.fault({ action: { kind: "status", status: 503 } });
  expect(await store()).toEqual({ refused: expect.stringContaining("503") });
});

test("a lost answer is sent again", async () => {
  github.fault({ nth: 0, action: { kind: "lost-answer" } });
  expect(await store()).toEqual({ id: "42" });
  expect(stored).toHaveLength(2);
});
