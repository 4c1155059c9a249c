import { Failure } from "../action/failure.ts";
import { suggestion } from "./manifest/suggest.ts";
import type { Database, Environment, Manifest, Service } from "./manifest/types.ts";

interface Ordered {
  readonly name: string;
  readonly after: readonly string[];
}

/**
 * Groups that can be worked on at the same time, each after the one before it; inside a group the given order. A name in
 * `after` that is not among the items (it may have no part in this environment) holds nobody up, and neither does a circle,
 * which no valid manifest has: its members come last, together.
 */
export const waves = <T extends Ordered>(items: readonly T[]): readonly (readonly T[])[] => {
  const result: T[][] = [];
  let left = [...items];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const free = left.filter(({ after }) => !after.some((name) => waiting.has(name)));
    const wave = free.length > 0 ? free : left;
    result.push(wave);
    left = left.filter((item) => !wave.includes(item));
  }
  return result;
};

/** The environment of that name; says which there are when there is none. */
export const environmentOf = ({ environments }: Manifest, name: string): Environment => {
  const found = environments.find((environment) => environment.name === name);
  if (found !== undefined) return found;
  const known = environments.map((environment) => environment.name);
  throw new Failure("SLIP-INPUT-INVALID", `The manifest has no environment \`${name}\`.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: suggestion(name, known, "Add it to `environments`."),
  });
};

/** An environment may have any name, `constructor` too: only what the manifest itself says counts. */
const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** The provider's id of a service in an environment; undefined where the service has no part in it. */
export const idOf = ({ ids }: Pick<Service, "ids">, environment: string): string | undefined => own(ids, environment);

/** The address of a service in an environment, where the manifest gives one. */
export const urlOf = ({ urls }: Pick<Service, "urls">, environment: string): string | undefined =>
  own(urls, environment);

/** The database branch of an environment; undefined for one without, and without a database. */
export const branchOf = (database: Database | undefined, environment: string): string | undefined =>
  database && own(database.branches, environment);
