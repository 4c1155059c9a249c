import { clean } from "./clean.ts";
import { imagesOf } from "./images.ts";
import { findKnown, type Known } from "./known.ts";
import { merge } from "./merge.ts";
import { type ImageMetadata, metadataOf, outputsOf } from "./metadata.ts";
import { planImage } from "./plan.ts";
import type { BuildContext, BuildOutputs, ImagePlan, Ports } from "./ports.ts";
import { type Produced, produce } from "./produce.ts";
import { describePlan, report } from "./report.ts";
import { readCheckout } from "./revision.ts";
import { moveTags } from "./tagging.ts";
import { readSecrets } from "./values.ts";

/** Name of the file with the metadata of all images. */
const FILE = "slipway-images.json";

export async function buildImage(context: BuildContext, ports: Ports): Promise<BuildOutputs> {
  const { command } = context.inputs;
  if (command === "merge") return merge(context, ports);
  if (command === "clean") return clean(context, ports);
  return build(context, ports);
}

/** Whether this run may and shall push. */
function pushes({ inputs, log }: BuildContext, { event }: Ports): boolean {
  if (inputs.push !== "auto") return inputs.push === "true";
  if (event.pull?.unprivileged !== true) return true;
  log.notice(
    "This pull request comes from a fork or from Dependabot and may not push: the image is built and tried only.",
  );
  return false;
}

async function build(context: BuildContext, ports: Ports): Promise<BuildOutputs> {
  const { inputs, log, summary, protect } = context;
  const [images, checkout] = await Promise.all([imagesOf(inputs, ports), readCheckout(context, ports)]);
  const secrets = readSecrets(inputs.secrets, protect);
  const plans = await Promise.all(images.map((image) => planImage(image, { checkout, secrets }, context, ports)));
  const push = pushes(context, ports);
  // What is to be built anew, or twice, is not looked up.
  const looks = !inputs.rebuild && !inputs.noCache && inputs.reproducible !== "verify" && push;
  const known = looks
    ? await Promise.all(plans.map((plan) => findKnown(plan, context, ports)))
    : plans.map(() => undefined);
  if (inputs.dryRun) {
    describePlan(summary, plans, known);
    return outputsOf(new Map(), "planned", undefined);
  }

  const produced = await produceAll(plans, known, push, context, ports);
  // Only now that all images are there, so that no tag tells of a set that is not whole.
  if (push) await moveTags(produced, context, ports);
  const reports = new Map(
    produced.flatMap(({ plan, size }) => (size === undefined ? [] : [[plan.name, size] as const])),
  );
  if (reports.size > 0) await ports.sizes.comment(reports);
  const metadata = new Map<string, ImageMetadata>(produced.map((one) => [one.plan.name, metadataOf(one)]));
  const file = await ports.keep(FILE, `${JSON.stringify(Object.fromEntries(metadata), undefined, 2)}\n`);
  report(summary, produced);
  for (const [name, { ref, changed, pushed }] of metadata) {
    log.info(`${name}: ${pushed ? ref : "built, not pushed"} (${changed ? "new" : "unchanged"})`);
  }
  return outputsOf(metadata, produced.some(({ changed }) => changed) ? "built" : "unchanged", file);
}

async function produceAll(
  plans: readonly ImagePlan[],
  known: readonly (Known | undefined)[],
  push: boolean,
  context: BuildContext,
  ports: Ports,
): Promise<readonly Produced[]> {
  const found = known.filter((one) => one !== undefined);
  // Whoever runs it by the clock wants to know whether base images have moved, although nothing else has.
  const looksAtBases = ports.event.name === "schedule";
  const adopted = await Promise.all(
    found.map(async (one) => adopt(one, looksAtBases ? await ports.bases(one.plan, []) : [])),
  );
  for (const { plan } of adopted) context.log.info(`${plan.name}: the registry has an image of the same inputs.`);
  const missing = plans.filter((_, index) => known[index] === undefined);
  if (missing.length === 0) return adopted;
  const built = await ports.withBuilder(async (builder, temp) => {
    const ends = await Promise.allSettled(
      missing.map((plan) => {
        const peers = missing.filter((other) => other !== plan);
        return produce(plan, { peers, pushes: push, builder, temp }, context, ports);
      }),
    );
    // All are waited for, since they share the folder that is removed next; the first that failed is told.
    return ends.map((end) => {
      if (end.status === "rejected") throw end.reason;
      return end.value;
    });
  });
  const all = [...adopted, ...built];
  return plans.flatMap((plan) => all.filter((one) => one.plan === plan));
}

const adopt = (known: Known, bases: Produced["bases"]): Produced => ({
  plan: known.plan,
  image: undefined,
  known,
  changed: false,
  pushed: true,
  bases,
  size: undefined,
  evidence: known.evidence,
  packages: [],
  cache: undefined,
  tested: known.plan.image.smoke !== undefined,
});
