/** Letters to add, drop, change or swap to come from one word to the other. */
const distance = (from: string, to: string): number => {
  const known = new Map<string, number>();
  const rest = (i: number, j: number): number => {
    if (i === from.length || j === to.length) return from.length - i + to.length - j;
    if (from[i] === to[j]) return rest(i + 1, j + 1);
    const found = known.get(`${i} ${j}`);
    if (found !== undefined) return found;
    const isSwap = from[i] === to[j + 1] && from[i + 1] === to[j];
    const further = [rest(i + 1, j), rest(i, j + 1), rest(i + 1, j + 1), ...(isSwap ? [rest(i + 2, j + 2)] : [])];
    const steps = 1 + Math.min(...further);
    known.set(`${i} ${j}`, steps);
    return steps;
  };
  return rest(0, 0);
};

const normal = (word: string): string => word.toLowerCase().replaceAll(/[_\s]/g, "-");

/** `prod` is near to `production` although many letters are missing. */
const steps = (word: string, candidate: string): number =>
  word.length >= 3 && candidate.startsWith(word) && candidate !== word ? 1 : distance(word, candidate);

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
