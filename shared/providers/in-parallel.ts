/**
 * Runs over all items, so many at a time; the results in the order of the items. The first error ends it once those under
 * way have ended.
 */
export const inParallel = async <T, R>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> => {
  const queue = items.entries();
  const results: R[] = [];
  const errors: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (errors.length > 0) return;
      try {
        results[index] = await work(item);
      } catch (thrown) {
        errors.push(thrown);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  if (errors.length > 0) throw errors[0];
  return results;
};
