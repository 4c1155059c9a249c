import { createHash } from "node:crypto";
import { evidenceOf } from "../../shared/domain/history.ts";
import type { Manifest, Service } from "../../shared/domain/manifest/types.ts";
import { idOf as serviceId, waves } from "../../shared/domain/plan.ts";
import type { ReleasedService } from "../../shared/domain/release.ts";
import type { LedgerEntry } from "../../shared/ports/ledger.ts";
import type { Ports } from "./ports.ts";
import { nextBest, refused, type Resolution, shortly } from "./resolve.ts";
import { type Step, stepFor } from "./step.ts";

/** Everything that will happen, before it does. */
export interface Plan extends Resolution {
  /** The same as long as the releases and services concerned are the same: what consent is given to. */
  readonly id: string;
  readonly environment: string;
  /** In order of execution; the services of one wave at the same time. */
  readonly waves: readonly (readonly Step[])[];
  /** Database branch from before the first migration after the target, where one was taken; nothing is done with it. */
  readonly checkpoint: string | undefined;
  readonly risks: readonly string[];
}

/** Checks every service first: a rollback that could only half succeed is refused while nothing has happened. */
export async function planRollback(
  resolution: Resolution,
  entries: readonly LedgerEntry[],
  manifest: Manifest,
  environment: string,
  ports: Ports,
): Promise<Plan> {
  const { current, target, others } = resolution;
  const here = manifest.services.filter((service) => serviceId(service, environment) !== undefined);
  const then = servicesOf(target, here, environment);
  const steps = await Promise.all(
    here
      .filter(({ name }) => then.has(name))
      .map((service) => stepFor(service, then.get(service.name), target.record.commit, environment, ports)),
  );
  const problems = [
    ...(then.size === 0 ? ["The record of that release names no service."] : []),
    ...[...then.keys()]
      .filter((name) => !here.some((service) => service.name === name))
      .map((name) => `${name} was part of that release, but the manifest has no such service here any more.`),
    ...steps.flatMap(({ problem }) => problem ?? []),
  ];
  if (problems.length > 0) {
    throw refused(`Going back to ${shortly(target)} is not possible: ${problems.join(" ")}`, nextBest(others));
  }
  const strangers = here.filter(({ name }) => !then.has(name)).map(({ name }) => name);
  return {
    ...resolution,
    environment,
    id: idOf([environment, current.id, target.id, ...steps.map(({ name, id, revision }) => [name, id, revision])]),
    // The reverse of a deploy meets only pairs of versions that the deploy has met as well: what others rely on goes last.
    waves: waves(steps).toReversed(),
    checkpoint: checkpointOf(entries, target),
    risks: [...strangers.map(stays), ...schemaRisk(entries, target), ...steps.flatMap(({ risks }) => risks)],
  };
}

/** What the release consisted of, by today's names: the provider's id is the service, however the manifest called it then. */
function servicesOf(
  { record: { services } }: LedgerEntry,
  here: readonly Service[],
  environment: string,
): ReadonlyMap<string, ReleasedService> {
  const now = new Map(here.map((service) => [serviceId(service, environment), service.name]));
  const renamed = new Set(Object.values(services).map(({ id }) => now.get(id)));
  return new Map(
    Object.entries(services).map(([name, released]) => [
      now.get(released.id) ?? (renamed.has(name) ? `${name} (${released.id})` : name),
      released,
    ]),
  );
}

const idOf = (facts: unknown): string => createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 12);

const stays = (name: string): string => `${name} was not part of that release and stays as it is.`;

const checkpointOf = (entries: readonly LedgerEntry[], target: LedgerEntry): string | undefined =>
  entries.slice(0, entries.indexOf(target)).findLast(({ record }) => record.checkpoint !== undefined)?.record
    .checkpoint;

/** The database stays. Whether the old code can live with the newer schema is what the rule "expand first" is about. */
function schemaRisk(entries: readonly LedgerEntry[], target: LedgerEntry): readonly string[] {
  const head = entries.find(({ record }) => record.migrationHead !== undefined)?.record.migrationHead;
  const then = target.record.migrationHead;
  const checkpoint = checkpointOf(entries, target);
  const kept = checkpoint === undefined ? "" : ` The branch ${checkpoint} holds the database from before.`;
  if (head === undefined || head === then) return [];
  return [
    `The database stays at migration ${head}; the release was verified ${then === undefined ? "before any recorded migration" : `at ${then}`}. Its code must work with the newer schema.${kept}`,
  ];
}

/** The `plan` output. */
export const planJson = ({ id, environment, current, target, waves: all, checkpoint, risks, unfinished }: Plan) => ({
  id,
  environment,
  from: { commit: current.record.commit, deployment: current.id },
  to: { commit: target.record.commit, deployment: target.id, evidence: evidenceOf(target), at: target.createdAt },
  resumes: unfinished?.id,
  services: all.flatMap((wave, index) =>
    wave.map(({ name, id: service, action, from, revision, autoDeploy }) => ({
      name,
      id: service,
      order: index + 1,
      action: action.kind,
      from,
      to: { ...revision, deploy: action.kind === "rollback" ? action.deploy : undefined },
      autoDeploy,
    })),
  ),
  database: { action: "none", head: target.record.migrationHead, checkpoint },
  risks,
});
