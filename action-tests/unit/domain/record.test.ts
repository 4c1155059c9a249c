import { expect, test } from "@jest/globals";
import { parseRecord, payloadOf, verifiedDigest, verifiedNote } from "../../../shared/domain/record.ts";
import type { ReleaseRecord } from "../../../shared/domain/release.ts";

const record: ReleaseRecord = {
  slipway: 1,
  kind: "deploy",
  environment: "production",
  commit: "abc",
  version: "1.2.3",
  services: { api: { provider: "render", id: "srv-1", commit: "abc", before: { deploy: "dep-1", commit: "old" } } },
  images: { app: "ghcr.io/acme/shop@sha256:1" },
  migrationHead: "0002",
  checkpoint: "br-1",
  reason: "because",
  run: { id: "7", attempt: 2, url: "https://example.com/7" },
};

test("comes back as it went, as object and as text", () => {
  const payload: unknown = JSON.parse(JSON.stringify(payloadOf(record)));
  expect(parseRecord(payload)).toEqual(record);
  expect(parseRecord(JSON.stringify(payload))).toEqual(record);
});

test("takes nulls for absent, passes over what it does not know, and takes a run's number as text", () => {
  const { images: _, ...rest } = record;
  const strange = {
    ...rest,
    images: null,
    version: null,
    later: true,
    services: { api: { provider: "render", id: "srv-1", before: null, more: 1 } },
    run: { ...record.run, id: 7 },
  };
  expect(parseRecord(strange)).toEqual({
    ...rest,
    version: undefined,
    services: { api: { provider: "render", id: "srv-1" } },
  });
});

test.each([
  undefined,
  null,
  "",
  "text",
  "{",
  [],
  {},
  { slipway: 2 },
  { ...record, kind: "undo" },
  { ...record, services: [] },
  { ...record, run: undefined },
])("%j is somebody else's", (payload) => {
  expect(parseRecord(payload)).toBeUndefined();
});

const services = (count: number): ReleaseRecord["services"] =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`service-${index}`, { provider: "render", id: `srv-${index}` }]),
  );
const images = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`image-${index}`, `ghcr.io/acme/app@sha256:${"0".repeat(64)}`]),
  );

test("leaves out what a rollback can do without when it is too long, and refuses in the end", () => {
  expect(payloadOf({ ...record, reason: "x".repeat(100_000) }).reason).toHaveLength(1000);
  const shortened = payloadOf({ ...record, images: images(1000) });
  expect(shortened).not.toHaveProperty("images");
  expect(shortened.services).toEqual(record.services);
  expect(() => payloadOf({ ...record, services: services(2000) })).toThrow(
    expect.objectContaining({ code: "SLIP-INPUT-INVALID" }),
  );
});

test("the note carries the digest there and back, and nothing else does", () => {
  const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
  expect(verifiedDigest(verifiedNote(digest))).toBe(digest);
  for (const text of ["", "verified", "verified sha256:12", `verified ${digest} not`, `Verified ${digest}`]) {
    expect(verifiedDigest(text)).toBeUndefined();
  }
});
