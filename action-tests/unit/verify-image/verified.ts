import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyImages } from "../../../actions/verify-image/main.ts";
import type { VerifyInputs, VerifyOutputs } from "../../../actions/verify-image/ports.ts";
import { spec } from "../../../actions/verify-image/spec.ts";
import { Failure } from "../../../shared/action/failure.ts";
import type { TrustedBy } from "../../../shared/attestations/trust-root.ts";
import { createHttp } from "../../../shared/http/client.ts";
import type { Registry } from "../../../shared/ports/registry.ts";
import { fetchTrustedRoot } from "../../../shared/providers/sigstore/tuf/trusted-root.ts";
import type { SigstoreEmulator } from "../../cloud/sigstore/start.ts";
import { fakeContext } from "../../fakes/context.ts";
import { hurriedClock } from "../../fakes/hurried-clock.ts";

export interface VerifySetting {
  readonly inputs?: Partial<VerifyInputs>;
  readonly files?: Readonly<Record<string, string>>;
  /** What is checked out; nothing when undefined. */
  readonly head?: string | undefined;
  /** The event's. */
  readonly commit?: string;
  /** Whose TUF repository stands at the address that is asked when nothing is said. */
  readonly trusts?: SigstoreEmulator;
}

type Trusting = Omit<Parameters<typeof fetchTrustedRoot>[1], "temp" | "cache">;

async function fetchRoot(sigstore: SigstoreEmulator | undefined, context: Trusting): Promise<TrustedBy> {
  if (sigstore === undefined)
    throw new Failure("SLIP-HTTP-UNREACHABLE", "There is no Sigstore.", { blame: "provider" });
  const temp = await mkdtemp(join(tmpdir(), "slipway-verified-"));
  try {
    const { url: mirror, root } = sigstore.tuf;
    return await fetchTrustedRoot({ mirror, root }, { ...context, temp, cache: temp });
  } finally {
    await rm(temp, { recursive: true });
  }
}

/** What verify-image says of one image by its digest, or of those in `inputs`. */
export const verified = async (
  registry: Registry,
  image: string | undefined,
  { inputs = {}, files = {}, head, commit = "a".repeat(40), trusts }: VerifySetting = {},
): Promise<{ readonly outputs: VerifyOutputs; readonly told: string; readonly log: string }> => {
  const run = { repository: "acme/shop", sha: commit, ref: "refs/heads/main", event: "push" };
  const context = fakeContext(spec, { image, ...inputs }, { run });
  const { signal } = context;
  const log = { debug: () => {}, warning: () => {} };
  const redact = (text: string) => text;
  const http = createHttp({ clock: hurriedClock, random: () => 0.5, signal, log, redact, budgetMs: 500 });
  const outputs = await verifyImages(context, {
    registry,
    git: () =>
      Promise.resolve({ code: head === undefined ? 128 : 0, stdout: `${head ?? ""}\n`, truncated: false, tail: [] }),
    commit,
    readText: (path) => Promise.resolve(files[path]),
    fetchRoot: () => fetchRoot(trusts, { ...context, http }),
  });
  return { outputs, told: context.summary.markdown(), log: context.runner.log.join("\n") };
};
