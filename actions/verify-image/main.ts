import type { Ports, VerifyContext, VerifyOutputs } from "./ports.ts";
import { namedBy } from "./references.ts";
import { report } from "./report.ts";
import { termsOf } from "./terms.ts";
import { type Verified, verifyImage } from "./verify-image.ts";

/** Refuses images that our workflow did not build from the commit that is deployed. */
export async function verifyImages(context: VerifyContext, ports: Ports): Promise<VerifyOutputs> {
  const { inputs, run, log, summary } = context;
  const terms = await termsOf(inputs, run, ports);
  const commit = inputs.commit ?? (await checkedOut(ports));
  const verified: Verified[] = [];
  for (const { reference, bySigstore } of namedBy(inputs)) {
    const demanded = bySigstore && inputs.requireSignature === "auto";
    const trust = { ...terms.trust, unsigned: terms.trust.unsigned && !demanded };
    const one = await verifyImage(reference, commit, ports.registry, { ...terms, trust });
    log.info(`${one.reference} is ours, of ${commit}.`);
    verified.push(one);
  }
  report(summary, verified);
  const [first] = verified;
  return { outcome: "verified", imageRef: first?.reference ?? "", indexDigest: first?.digest ?? "" };
}

/** What is deployed is what is checked out, which may be older than what set the run off. */
async function checkedOut({ git, commit }: Ports): Promise<string> {
  const { code, stdout } = await git(["rev-parse", "HEAD"], { accept: [0, 128], echo: false });
  return code === 0 ? stdout.trim() : commit;
}
