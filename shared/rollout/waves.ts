interface Ordered {
  readonly name: string;
  readonly after: readonly string[];
}

/**
 * Groups that may act at the same time, in order: each comes after all that it names in `after`. Names that are not
 * there (of services that another environment has) count as done; what waits for itself in a circle goes last, together.
 */
export function waves<T extends Ordered>(services: readonly T[]): readonly (readonly T[])[] {
  const result: T[][] = [];
  let rest = [...services];
  while (rest.length > 0) {
    const names = new Set(rest.map(({ name }) => name));
    const ready = rest.filter(({ after }) => !after.some((name) => names.has(name)));
    const wave = ready.length > 0 ? ready : rest;
    result.push(wave);
    rest = rest.filter((service) => !wave.includes(service));
  }
  return result;
}
