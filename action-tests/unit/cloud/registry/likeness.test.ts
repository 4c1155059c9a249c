import { createHash } from "node:crypto";
import { afterAll, describe, expect, test } from "@jest/globals";
import { startRegistryEmulator } from "../../../cloud/registry/start.ts";
import { registryProgram, startRegistry } from "../../../tools/engine.ts";

const running: { close: () => Promise<void> }[] = [];
afterAll(async () => {
  await Promise.all(running.map((each) => each.close()));
});

const digestOf = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const NOWHERE = `sha256:${"0".repeat(64)}`;

const describeBlob = (text: string, mediaType: string) => ({ mediaType, digest: digestOf(text), size: text.length });

/** The same conversation with any registry, as what can be told apart by a client. */
const conversation = async (url: string): Promise<readonly unknown[]> => {
  const said: unknown[] = [];
  const ask = async (method: string, path: string, body?: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(new URL(path, url), { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await answer.text();
    const errors = text.startsWith('{"errors"') ? (JSON.parse(text) as { errors: { code: string }[] }).errors : [];
    const location = answer.headers.get("location");
    const shown = ["docker-content-digest", "range", "content-type"].map((name) => answer.headers.get(name));
    // A refusal's media type, and whether a location has a host, are matters of taste.
    said.push({
      asked: `${method} ${new URL(path, url).pathname.replace(/uploads\/.+/, "uploads/…")}`,
      status: answer.status,
      codes: errors.map(({ code }) => code),
      headers: answer.status < 300 ? shown : [],
      location: location !== null,
    });
    return new URL(location ?? "/", url).href;
  };
  const octets = { "content-type": "application/octet-stream" };
  const config = "{}";
  const layer = "not really a layer";
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: describeBlob(config, "application/vnd.oci.image.config.v1+json"),
    layers: [describeBlob(layer, "application/vnd.oci.image.layer.v1.tar")],
  });
  const typed = { "content-type": MANIFEST, accept: MANIFEST };
  const withDigest = (to: string, digest: string): string => `${to}${to.includes("?") ? "&" : "?"}digest=${digest}`;

  await ask("GET", "/v2/");
  await ask("HEAD", `/v2/a/b/blobs/${digestOf(layer)}`);
  await ask("GET", `/v2/a/b/blobs/${NOWHERE}`);
  await ask("GET", "/v2/a/b/manifests/main", undefined, typed);

  const whole = await ask("POST", "/v2/a/b/blobs/uploads/");
  await ask("PUT", withDigest(whole, digestOf(config)), config, octets);
  await ask("PUT", "/v2/a/b/manifests/main", manifest, typed);

  let pieces = await ask("POST", "/v2/a/b/blobs/uploads/");
  pieces = await ask("PATCH", pieces, layer.slice(0, 5), { ...octets, "content-range": "0-4" });
  pieces = await ask("GET", pieces);
  pieces = await ask("PATCH", pieces, layer.slice(5), { ...octets, "content-range": `5-${layer.length - 1}` });
  await ask("PUT", withDigest(pieces, digestOf(layer)));
  await ask("PUT", withDigest(await ask("POST", "/v2/a/b/blobs/uploads/"), NOWHERE), "other", octets);
  await ask("HEAD", `/v2/a/b/blobs/${digestOf(layer)}`);

  await ask("PUT", `/v2/a/b/manifests/${NOWHERE}`, manifest, typed);
  await ask("PUT", "/v2/a/b/manifests/main", "{", typed);
  await ask("PUT", "/v2/a/b/manifests/main", manifest, typed);
  await ask("HEAD", "/v2/a/b/manifests/main", undefined, typed);
  await ask("GET", `/v2/a/b/manifests/${digestOf(manifest)}`, undefined, typed);
  await ask("POST", `/v2/c/d/blobs/uploads/?mount=${digestOf(layer)}&from=a/b`);
  await ask("POST", `/v2/c/d/blobs/uploads/?mount=${NOWHERE}&from=a/b`);
  await ask("GET", `/v2/a/b/referrers/${digestOf(manifest)}`);
  await ask("DELETE", `/v2/a/b/manifests/${digestOf(manifest)}`);
  await ask("DELETE", `/v2/a/b/manifests/${digestOf(manifest)}`);
  await ask("GET", "/v2/a/b/manifests/main", undefined, typed);
  return said;
};

(registryProgram() === undefined ? describe.skip : describe)("the emulated registry", () => {
  test("answers as Debian's docker-registry does", async () => {
    const [emulated, real] = [await startRegistryEmulator(), await startRegistry()];
    running.push(emulated, real);
    const answers = await conversation(emulated.url);
    expect(answers).toEqual(await conversation(real.url));
    expect(answers.length).toBeGreaterThan(25);
  });
});
