import * as z from "zod";
import { Failure, toFailure } from "../../shared/action/failure.ts";
import type { Secret } from "../../shared/action/secret.ts";
import type { DocsContext } from "./ports.ts";

/** Milliseconds for all attempts together: some hosts answer only once they have looked at the repository. */
const BUDGET = 60_000;
/** Of the answer nothing is used. */
const MOST = 64 * 1024;
/** What of an address is too short to be a secret. */
const SHORT = 8;

/**
 * Tells a host that the branch has moved. Whoever knows the address may do so: neither it nor the answer is ever shown.
 * Rejects with SLIP-DOCS-NOT-LIVE.
 */
export async function callHook({ http, log, protect, signal }: DocsContext, hook: Secret): Promise<void> {
  const url = new URL(hook.reveal());
  // What messages tell of an address is a part of it only, which would not be known for the secret that it is.
  for (const part of [url.pathname, url.search.slice(1), ...url.pathname.split("/"), ...url.searchParams.values()]) {
    if (part.length >= SHORT) protect(part);
  }
  try {
    await http({
      method: "POST",
      url,
      // A second build of the same commit does no harm.
      repeatable: true,
      schema: z.unknown(),
      bytes: true,
      maxBytes: MOST,
      budget: BUDGET,
    });
    log.info(`${url.host} was told to publish the branch.`);
  } catch (thrown) {
    signal.throwIfAborted();
    const { code, blame } = toFailure(thrown);
    // The answer is larger than anybody needs, or is nothing that we know: it was taken all the same.
    if (code === "SLIP-HTTP-TOO-LARGE" || code === "SLIP-HTTP-MALFORMED") {
      log.info(`${url.host} was told to publish the branch.`);
      return;
    }
    throw new Failure("SLIP-DOCS-NOT-LIVE", `The deploy hook of ${url.host} did not take the call: ${code}.`, {
      blame,
      state: "The branch holds the publication; the host was not told of it.",
      next: "Look in the host's dashboard whether the hook still exists, give its address as `deploy-hook` by a secret, and run the job again.",
    });
  }
}
