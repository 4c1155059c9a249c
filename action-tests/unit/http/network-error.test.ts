import { expect, test } from "@jest/globals";
import { describeNetworkError } from "../../../shared/http/network-error.ts";

const failed = (cause: unknown): TypeError => new TypeError("fetch failed", { cause });
const coded = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`connect ${code} 127.0.0.1:1`), { code, ...more });

test.each([
  ["EAI_AGAIN", false, false],
  ["ENOTFOUND", false, true],
  ["ECONNREFUSED", false, false],
  ["EHOSTUNREACH", false, false],
  ["UND_ERR_CONNECT_TIMEOUT", false, false],
  ["ECONNRESET", true, false],
  ["EPIPE", true, false],
  ["UND_ERR_SOCKET", true, false],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", false, true],
  ["CERT_HAS_EXPIRED", false, true],
  ["ERR_TLS_CERT_ALTNAME_INVALID", false, true],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", false, true],
  ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", false, true],
])("%s: sent %p, permanent %p", (code, sent, permanent) => {
  expect(describeNetworkError(failed(coded(code)))).toMatchObject({
    sent,
    permanent,
    reason: expect.stringContaining(code),
  });
});

test("a time-out while connecting sent nothing, one after it may have", () => {
  expect(describeNetworkError(failed(coded("ETIMEDOUT", { syscall: "connect" })))?.sent).toBe(false);
  expect(describeNetworkError(failed(coded("ETIMEDOUT", { syscall: "read" })))?.sent).toBe(true);
});

test("looks into the attempts at several addresses", () => {
  const several = new AggregateError([coded("ECONNREFUSED"), coded("ENETUNREACH")]);
  expect(describeNetworkError(failed(several))).toMatchObject({ reason: "ECONNREFUSED", sent: false });
});

test.each(["fetch failed", "terminated"])("without any code, %j may have been sent", (message) => {
  expect(describeNetworkError(new TypeError(message))).toEqual({ reason: message, sent: true, permanent: false });
});

test.each([new TypeError("x is not a function"), new Error("fetch failed"), "text", undefined])(
  "%p is no matter of the network",
  (thrown) => {
    expect(describeNetworkError(thrown)).toBeUndefined();
  },
);

test("an error that is its own cause ends", () => {
  const error = new TypeError("fetch failed");
  error.cause = error;
  expect(describeNetworkError(error)).toMatchObject({ sent: true });
});
