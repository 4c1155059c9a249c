const PAUSE = 10;

/** Asks until it is so, for things that tell nobody when they happen. Rejects after `seconds`, which nothing here takes by itself. */
export async function until(condition: () => Promise<boolean> | boolean, seconds = 120): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`It did not come to be within ${seconds} s: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
