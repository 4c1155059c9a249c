/** The metrics of a vector by name: `CVSS:3.1/AV:N/AC:L` has AV and AC. Undefined for what is no vector. */
export const metricsOf = (vector: string): ReadonlyMap<string, string> | undefined => {
  if (vector.length > 500) return undefined;
  const metrics = new Map<string, string>();
  for (const part of vector
    .trim()
    .replace(/^\(|\)$/g, "")
    .split("/")) {
    const pair = /^([A-Za-z]{1,4}):([A-Za-z0-9.]{1,6})$/.exec(part);
    const [, name, value] = pair ?? [];
    if (name === undefined || value === undefined || metrics.has(name)) return undefined;
    metrics.set(name, value);
  }
  return metrics;
};

/** The weight of each named metric, in the order of the table; undefined when one is missing or unknown. */
export const weigh = (
  metrics: ReadonlyMap<string, string>,
  table: Readonly<Record<string, Readonly<Record<string, number>>>>,
): ReadonlyMap<string, number> | undefined => {
  const weights = new Map<string, number>();
  for (const [name, values] of Object.entries(table)) {
    const value = metrics.get(name) ?? "";
    const weight = Object.hasOwn(values, value) ? values[value] : undefined;
    if (weight === undefined) return undefined;
    weights.set(name, weight);
  }
  return weights;
};
