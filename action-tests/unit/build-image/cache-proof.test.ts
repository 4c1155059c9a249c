import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Keeper, problemOf, proven } from "../../../actions/build-image/cache-proof.ts";
import { Secret } from "../../../shared/action/secret.ts";
import { keySigner } from "../../../shared/attestations/key.ts";
import { readEvent } from "../../../shared/domain/image/event.ts";

type Curve = "ed25519" | "ec";
const signer = (kind: Curve = "ec") => {
  const { privateKey } =
    kind === "ec" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("ed25519");
  return keySigner(new Secret(privateKey.export({ type: "pkcs8", format: "pem" }).toString()));
};
const eventOn = (ref: string) => {
  const number = /^refs\/pull\/(\d+)\//.exec(ref)?.[1];
  const name = number === undefined ? "push" : "pull_request";
  return readEvent({
    env: { GITHUB_REPOSITORY: "acme/shop", GITHUB_REF: ref, GITHUB_EVENT_NAME: name },
    payload: {
      repository: { default_branch: "main" },
      ...(number === undefined ? {} : { pull_request: { number: Number(number) } }),
    },
    now: new Date(0),
  });
};
const mine = signer();
const keeper = (more: Partial<Keeper> & { readonly on?: string } = {}): Keeper => ({
  sign: mine.sign,
  key: mine.publicKey,
  repository: "https://github.com/acme/shop",
  workflow: "acme/shop/.github/workflows/ci.yml@refs/heads/main",
  event: eventOn(more.on ?? "refs/heads/main"),
  ...more,
});

const MANIFEST = {
  schemaVersion: 2,
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  config: { mediaType: "application/vnd.buildkit.cacheconfig.v0", digest: `sha256:${"1".repeat(64)}`, size: 725 },
  layers: [
    {
      mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
      digest: `sha256:${"2".repeat(64)}`,
      size: 178,
      annotations: { "buildkit/createdat": "2026-11-21T07:09:43Z" },
    },
  ],
};
const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const signed = async (by: Keeper, value: object = MANIFEST): Promise<string> =>
  String(await proven(bytesOf(value), "ghcr.io/acme/shop:cache", by));
const problem = (text: string, by: Keeper = keeper()): string | undefined => problemOf(Buffer.from(text), by);

describe("a cache's manifest", () => {
  test.each<Curve>(["ec", "ed25519"])("is believed with the proof that this key gave it (%s)", async (kind) => {
    const { sign, publicKey: key } = signer(kind);
    const text = await signed(keeper({ sign, key }));
    expect(problem(text, keeper({ key }))).toBeUndefined();
    expect(problem(text)).toBe("is not signed by the key of this job");
    expect(problem(String(bytesOf(MANIFEST)))).toBe("is not signed");
  });

  test("keeps what it says, and annotations of others; again it is signed anew", async () => {
    const annotated = { ...MANIFEST, annotations: { other: "1" } };
    const text = await signed(keeper(), annotated);
    expect(JSON.parse(text)).toMatchObject(annotated);
    const again = await signed(keeper(), JSON.parse(text) as object);
    expect(problem(again)).toBeUndefined();
    expect(Object.keys((JSON.parse(again) as typeof annotated).annotations)).toEqual(["other", "slipway.cache.proof"]);
  });

  test("is refused after any change", async () => {
    const text = await signed(keeper());
    const place = fc.nat({ max: text.length - 1 });
    fc.assert(
      fc.property(place, fc.integer({ min: 32, max: 126 }), (at, code) => {
        const changed = text.slice(0, at) + String.fromCodePoint(code) + text.slice(at + 1);
        // The hint of the key, the statement's signature in another spelling of the same bytes: no part of what is signed.
        if (changed === text || JSON.stringify(withoutProof(changed)) === JSON.stringify(withoutProof(text))) return;
        expect(problem(changed)).toBeDefined();
      }),
    );
  });

  test("is refused when it says something twice, or in other words than ours", async () => {
    const text = await signed(keeper());
    const evil = `"layers":[{"mediaType":"x","digest":"sha256:${"6".repeat(64)}","size":1}],`;
    expect(problem(text.replace('"layers":', `${evil}"layers":`))).toBe("was written by somebody else");
    expect(problem(text.replace('"layers":', `${evil.replace("layers", "Layers")}"layers":`))).toBe(
      "was changed after it was signed",
    );
    expect(problem(` ${text}`)).toBe("was written by somebody else");
  });

  test.each([
    ["refs/heads/main", "refs/heads/main", "used"],
    ["refs/heads/main", "refs/heads/feat", "used"],
    ["refs/heads/main", "refs/pull/7/merge", "used"],
    ["refs/tags/v1", "refs/heads/main", "used"],
    ["refs/pull/7/merge", "refs/pull/7/merge", "used"],
    ["refs/pull/7/merge", "refs/pull/8/merge", "refused"],
    ["refs/pull/7/merge", "refs/heads/main", "refused"],
    ["refs/pull/7/merge", "refs/tags/v1", "refused"],
    ["refs/heads/feat", "refs/heads/main", "refused"],
    ["refs/heads/feat/x", "refs/heads/feat-x", "refused"],
    ["refs/heads/feat", "refs/pull/7/merge", "refused"],
  ])("that %s kept, read on %s, is %s", async (kept, read, end) => {
    const found = problem(await signed(keeper({ on: kept })), keeper({ on: read }));
    expect(found === undefined ? "used" : "refused").toBe(end);
    expect(found ?? "is signed for refs/").toContain("is signed for refs/");
  });

  test("of another repository is refused, and a proof of another kind is none", async () => {
    const other = keeper({ repository: "https://github.com/eve/shop" });
    expect(problem(await signed(other))).toBe("is signed for another repository (https://github.com/eve/shop)");
    const bundle = await mine.sign(Buffer.from(JSON.stringify({ predicateType: "https://slsa.dev/provenance/v1" })));
    const annotations = { "slipway.cache.proof": JSON.stringify(bundle) };
    expect(problem(String(bytesOf({ ...MANIFEST, annotations })))).toBe("is not signed by the key of this job");
  });

  test("that is none is not signed, and never an error", async () => {
    expect(await proven(Buffer.from("no"), "x", keeper())).toBeUndefined();
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (proof, more) => {
        const text = JSON.stringify({ more, annotations: { "slipway.cache.proof": JSON.stringify(proof) } });
        expect(problem(text)).toBe("is not signed by the key of this job");
        expect(problem(JSON.stringify(more))).toBe("is not signed");
      }),
    );
  });
});

function withoutProof(text: string): unknown {
  try {
    const { annotations: _, ...rest } = JSON.parse(text) as Record<string, unknown>;
    return rest;
  } catch {
    return text;
  }
}
