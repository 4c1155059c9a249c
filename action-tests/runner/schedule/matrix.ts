import { isList, isMapping, toText, type Mapping, type Value } from "../expressions/value.ts";

const mostLegs = 256;

export interface Strategy {
  readonly failFast: boolean;
  readonly maxParallel: number | undefined;
  /** Undefined where the job has no matrix. */
  readonly legs: readonly Mapping[] | undefined;
}

const same = (a: Value | undefined, b: Value | undefined): boolean => {
  if (isMapping(a) && isMapping(b)) return Object.keys(a).every((key) => same(a[key], b[key]));
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, index) => same(item, b[index]));
  return a === b || (a !== undefined && b !== undefined && toText(a) === toText(b));
};

const mappings = (value: Value | undefined): readonly Mapping[] => (isList(value) ? value.filter(isMapping) : []);

/** The combinations of a matrix: product, without `exclude`, then `include`. Throws on what GitHub refuses. */
export const expandMatrix = (matrix: Mapping): readonly Mapping[] => {
  const { include, exclude, ...vectors } = matrix;
  const names = Object.keys(vectors);
  let legs: Mapping[] = names.length > 0 ? [{}] : [];
  for (const name of names) {
    const values = vectors[name];
    if (!isList(values)) throw new Error(`Matrix vector '${name}' must be a sequence`);
    if (values.length === 0) throw new Error(`Matrix vector '${name}' does not contain any values`);
    legs = legs.flatMap((leg) => values.map((value) => ({ ...leg, [name]: value })));
  }
  for (const out of mappings(exclude))
    legs = legs.filter((leg) => !Object.entries(out).every(([name, value]) => same(value, leg[name])));
  const originals = legs.map((leg) => ({ ...leg }));
  const added: Mapping[] = [];
  for (const extra of mappings(include)) {
    const fits = originals.map((original) =>
      Object.entries(extra).every(([name, value]) => !(name in original) || same(value, original[name])),
    );
    if (fits.includes(true)) legs = legs.map((leg, index) => (fits[index] ? { ...leg, ...extra } : leg));
    else added.push(extra);
  }
  const all = [...legs, ...added];
  if (all.length > mostLegs) throw new Error(`The matrix makes ${all.length} jobs, more than ${mostLegs}`);
  if (all.length === 0) throw new Error("Matrix must define at least one vector");
  return all;
};

export const readStrategy = (strategy: Mapping): Strategy => {
  const { matrix } = strategy;
  const maxParallel = Number(strategy["max-parallel"] ?? 0);
  return {
    failFast: strategy["fail-fast"] !== false,
    maxParallel: maxParallel > 0 ? maxParallel : undefined,
    legs: isMapping(matrix) ? expandMatrix(matrix) : undefined,
  };
};

const flat = (value: Value): readonly string[] => {
  if (isMapping(value)) return Object.values(value).flatMap(flat);
  return isList(value) ? value.flatMap(flat) : [toText(value)];
};

/** What stands in parentheses behind the name of a leg. */
export const legLabel = (leg: Mapping): string => flat(leg).join(", ");
