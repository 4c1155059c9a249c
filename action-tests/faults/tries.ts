import type { World } from "./scenario.ts";

/**
 * Tries 0, 1, 2, … (or every so many of them) over several worlds at a time, since a try is mostly waiting, until one says that there is no further
 * one. What a try has to complain about is gathered.
 */
export async function everyTry(
  worlds: readonly World[],
  stride: number,
  attempt: (world: World, index: number, complain: (complaint: string) => void) => Promise<"done" | "no such try">,
): Promise<{ readonly complaints: readonly string[]; readonly tries: number }> {
  const complaints: string[] = [];
  let next = 0;
  let end = Number.POSITIVE_INFINITY;
  await Promise.all(
    worlds.map(async (world) => {
      while (next < end) {
        const index = next;
        next += stride;
        await world.reset();
        const outcome = await attempt(world, index, (complaint) => complaints.push(`${index}: ${complaint}`));
        if (outcome === "no such try") end = Math.min(end, index);
      }
    }),
  );
  return { complaints, tries: Math.ceil(end / stride) };
}
