import type { Summary } from "../../shared/action/summary.ts";
import { short } from "../../shared/domain/revision.ts";
import { formatSize } from "../../shared/domain/size.ts";
import type { Known } from "./known.ts";
import { sizeOf } from "./known.ts";
import { metadataOf } from "./metadata.ts";
import type { ChangedPackages } from "./package-changes.ts";
import type { ImagePlan } from "./ports.ts";
import type { Produced } from "./produce.ts";
import { layersTable } from "./size/table.ts";

const percent = (part: number, whole: number): string =>
  whole === 0 ? "" : ` (${Math.round((part / whole) * 100)} %)`;

/** What people want to know: which images, whether they are new, how large, where from, and what proves it. */
export function report(summary: Summary, produced: readonly Produced[]): void {
  summary.heading("Images").table(
    ["Image", "State", "Digest", "Size", "From cache", "Tags"],
    produced.map((one) => {
      const { name, tags } = one.plan;
      const { digest, size } = metadataOf(one);
      const steps = one.image?.built.steps;
      return [
        name,
        one.changed ? (one.pushed ? "new" : "built, not pushed") : "unchanged",
        { code: short(digest) },
        formatSize(size),
        steps === undefined
          ? "not built"
          : `${steps.cached} of ${steps.total} steps${percent(steps.cached, steps.total)}`,
        one.pushed ? tags.map((tag) => tag.name).join(", ") : "",
      ];
    }),
  );
  for (const one of produced) summary.details(one.plan.name, (inner) => describe(inner, one));
}

function describe(inner: Summary, one: Produced): void {
  const { plan, image, evidence, packages, cache, size, bases, tested } = one;
  inner.facts({
    Reference: one.pushed ? { code: metadataOf(one).ref } : undefined,
    Commit: { code: short(plan.commit) },
    "Inputs last changed in": { code: short(plan.revision) },
    "Time in the image": new Date(plan.epoch * 1000).toISOString(),
    Builder: image?.built.builder,
    Cache: image?.built.storeOnly === true ? "what this machine has itself" : cache?.words,
    "Smoke test": tested ? "passed" : undefined,
    Proof:
      evidence &&
      `${evidence.attached.length === 0 ? "was there already" : evidence.attached.map(({ kind }) => kind).join(", ")}; signed: ${evidence.signed}`,
    "Size before": size?.before === undefined ? undefined : formatSize(size.before),
  });
  const notes = [...(evidence?.notes ?? []), ...(cache?.notes ?? [])];
  if (notes.length > 0) inner.list(notes);
  if (size !== undefined && size.rows.length > 0) {
    layersTable(inner, size);
  }
  for (const changed of packages) packagesTable(inner, changed);
  if (bases.length > 0) {
    inner.table(
      ["Base image", "Digest", "Notes"],
      bases.map((base) => [{ code: base.reference }, { code: short(base.digest ?? "") }, base.notes.join("; ")]),
    );
  }
}

const SHOWN = 50;

function packagesTable(inner: Summary, { platform, since, changes }: ChangedPackages): void {
  if (changes.length === 0) {
    inner.paragraph(`The packages of ${platform} are those of ${since}.`);
    return;
  }
  inner.paragraph(`Packages of ${platform}: ${changes.length} not as in ${since}.`);
  inner.table(
    ["Package", "Before", "Now"],
    changes.slice(0, SHOWN).map(({ name, before, now }) => [{ code: name }, before.join(", "), now.join(", ")]),
  );
  if (changes.length > SHOWN) inner.paragraph(`${changes.length - SHOWN} more are in the SBOM.`);
}

/** For `dry-run`. */
export function describePlan(
  summary: Summary,
  plans: readonly ImagePlan[],
  known: readonly (Known | undefined)[],
): void {
  summary.heading("Images: what would be done").table(
    ["Image", "What", "Tags", "Files"],
    plans.map((plan, index) => {
      const there = known[index];
      return [
        plan.name,
        there === undefined
          ? "would be built and pushed"
          : `is there (${formatSize(sizeOf(there.platforms))}), would be tagged`,
        plan.tags.map(({ name }) => `${plan.repository}:${name}`).join(", "),
        String(plan.files.length),
      ];
    }),
  );
}
