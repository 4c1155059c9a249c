/** Letters to add, drop, change or swap to come from one word to the other. */
const distance = (from: string, to: string): number => {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const cost = from[i - 1] === to[j - 1] ? 0 : 1;
      const swapped = cost === 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row.push(
        Math.min(
          (above[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (above[j - 1] ?? 0) + cost,
          swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = above;
    above = row;
  }
  return above[to.length] ?? 0;
};

const normal = (word: string): string => word.toLowerCase().replaceAll(/[_\s]/g, "-");

/** `prod` is near to `production` although many letters are missing. */
const steps = (word: string, candidate: string): number =>
  word.length >= 3 && candidate.startsWith(word) ? 1 : distance(word, candidate);

/** The known word that was probably meant; undefined when none is near. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  if (word.length > 60) return undefined;
  const ranked = known
    .map((candidate) => ({ candidate, steps: steps(normal(word), normal(candidate)) }))
    .filter(({ candidate, steps: far }) => far <= Math.max(1, Math.floor(Math.min(word.length, candidate.length) / 3)))
    .toSorted((a, b) => a.steps - b.steps);
  return ranked[0]?.candidate;
};

const list = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(", ");

/** A sentence that helps: the word that was meant, or all that there are. `none` is said when there are none. */
export const suggestion = (word: string, known: readonly string[], none: string): string => {
  const meant = nearest(word, known);
  if (meant !== undefined) return `Did you mean \`${meant}\`?`;
  if (known.length === 0) return none;
  return known.length === 1 ? `Use ${list(known)}.` : `Use one of ${list(known)}.`;
};
