import { gzipSync } from "node:zlib";
import { createEvidence } from "../../../actions/build-image/evidence.ts";
import type { BuiltImage, Evidence, ImagePlan } from "../../../actions/build-image/ports.ts";
import { chooseSigning } from "../../../actions/build-image/signer.ts";
import { spec } from "../../../actions/build-image/spec.ts";
import { Secret } from "../../../shared/action/secret.ts";
import type { Inputs } from "../../../shared/action/spec.ts";
import type { ImagePackage } from "../../../shared/attestations/packages/types.ts";
import { parseDockerfile } from "../../../shared/domain/dockerfile.ts";
import { createHttp } from "../../../shared/http/client.ts";
import type { Registry } from "../../../shared/ports/registry.ts";
import { requestIdentity } from "../../../shared/providers/oidc/identity.ts";
import { keylessSigner } from "../../../shared/providers/sigstore/keyless.ts";
import type { SigstoreEmulator } from "../../cloud/sigstore/start.ts";
import { fakeContext } from "../../fakes/context.ts";
import { hurriedClock } from "../../fakes/hurried-clock.ts";
import { imageLayout, tarOf } from "../providers/oci/images.ts";

export const COMMIT = "a".repeat(40);
export const APK = "C:Q1x\nP:musl\nV:1.2.5-r1\nA:x86_64\nL:MIT\n\n";

export const planOf = (repository: string, commit = COMMIT): ImagePlan => ({
  name: "web",
  repository,
  image: {
    name: "web",
    repository,
    context: ".",
    file: "Dockerfile",
    buildArgs: { CHANNEL: "a-value-that-nobody-may-see" },
    platforms: [],
    paths: [],
  },
  folder: "/nowhere",
  files: [],
  dockerfile: parseDockerfile("FROM scratch\n"),
  dockerfilePath: "Dockerfile",
  platforms: [],
  buildArgs: { CHANNEL: "a-value-that-nobody-may-see" },
  secrets: new Map(),
  labels: {},
  annotations: {},
  tags: [],
  commit,
  revision: commit,
  epoch: 1_790_000_000,
  inputs: `sha256:${"0".repeat(64)}`,
  base: undefined,
});

/** An image with one package, pushed. */
export const pushed = async (
  registry: Registry,
  repository: string,
  { text = APK, platforms = ["amd64"] }: { readonly text?: string; readonly platforms?: readonly string[] } = {},
): Promise<BuiltImage> => {
  const layout = await imageLayout({ layers: [gzipSync(await tarOf("lib/apk/db/installed", text))], platforms });
  await registry.push(layout, repository);
  return {
    plan: planOf(repository),
    built: {
      folder: layout.folder,
      builder: "a builder",
      steps: { total: 1, cached: 0 },
      findings: [],
      cacheTrouble: undefined,
    },
    layout,
    mirrored: [],
    platforms: await layout.images(),
    size: 1,
  };
};

export const FACTS = {
  startedAt: "2026-11-20T08:00:00Z",
  finishedAt: "2026-11-20T08:01:00Z",
  bases: [{ reference: "alpine:3.22", digest: `sha256:${"b".repeat(64)}`, pinned: false, notes: [] }],
};

interface Options {
  readonly inputs?: Partial<Inputs<typeof spec>>;
  readonly sigstore?: SigstoreEmulator;
  readonly pinned?: readonly ImagePackage[];
  readonly stores?: string | undefined;
}

export const evidenceOf = async (registry: Registry, options: Options = {}) => {
  const { inputs = {}, sigstore, pinned = [], stores } = options;
  const run = { repository: "acme/shop", sha: COMMIT, ref: "refs/heads/main", event: "push" };
  const context = fakeContext(spec, inputs, { run });
  const http = createHttp({
    clock: hurriedClock,
    random: () => 0.5,
    signal: context.signal,
    log: { debug: () => {}, warning: () => {} },
    redact: (text) => text,
    budgetMs: 500,
  });
  const keyless = async () => {
    if (sigstore === undefined) throw new Error("no identity");
    const protect = (value: string) => new Secret(value);
    const identify = () => requestIdentity(sigstore.identity, "sigstore", { http, protect });
    const { visibility } = await identify();
    const addresses = { fulcio: sigstore.url, rekor: sigstore.url };
    return { visibility, sign: keylessSigner(identify, addresses, { http, clock: hurriedClock }) };
  };
  const evidence: Evidence = createEvidence({
    context,
    registry,
    workflow: { ref: "acme/shop/.github/workflows/release.yml@refs/heads/main", sha: COMMIT },
    signing: () => chooseSigning(context.inputs, sigstore && keyless),
    store: async () => stores,
    pinned: async () => pinned,
  });
  return { evidence, context };
};
