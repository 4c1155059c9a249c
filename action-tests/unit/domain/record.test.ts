import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { evidenceDigest, parseRecord, payloadOf, verifiedDigest, verifiedNote } from "../../../shared/domain/record.ts";
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

test("the digest is about the content, not about the order of keys", () => {
  const { images: appImages, ...rest } = record;
  expect(evidenceDigest({ images: appImages, ...rest })).toBe(evidenceDigest(record));
  expect(evidenceDigest({ a: [1, 2] })).not.toBe(evidenceDigest({ a: [2, 1] }));
  expect(evidenceDigest({})).toBe("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
});

test("different evidence has different digests", () => {
  fc.assert(
    fc.property(fc.object(), fc.object(), (one, other) => {
      expect(evidenceDigest(one) === evidenceDigest(other)).toBe(sorted(one) === sorted(other));
    }),
  );
});

const sorted = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(sorted).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${sorted(inner)}`)
    .join(",")}}`;
};

test("the note carries the digest there and back, and nothing else does", () => {
  const digest = evidenceDigest({ a: 1 });
  expect(verifiedDigest(verifiedNote(digest))).toBe(digest);
  for (const text of ["", "verified", "verified sha256:12", `verified ${digest} not`, `Verified ${digest}`]) {
    expect(verifiedDigest(text)).toBeUndefined();
  }
});
