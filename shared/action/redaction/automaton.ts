/** Code units that are passed over: line ends and invisible characters, which wrap or tear a secret without changing it. */
export const SKIP = 0xffff;
const SKIPPED: readonly (readonly [from: number, to: number])[] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x85, 0x85],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
];
const isSkipped = (unit: number): boolean => SKIPPED.some(([from, to]) => unit >= from && unit <= to);

/**
 * Aho and Corasick's automaton over all renderings of all secrets at once: one step a character, however many there
 * are. Upper and lower case are one, and so are the two alphabets of base64.
 */
export interface Automaton {
  /** By code unit: SKIP, 0 for "in no needle", or its class. */
  readonly classes: Uint16Array;
  /** From a state by a class to the next state; 0 is the beginning. */
  readonly next: (state: number, code: number) => number;
  /** Length of the longest needle that ends in a state, or 0. */
  readonly found: Int32Array;
  /** How many characters a state has already seen of some needle. */
  readonly depth: Int32Array;
  readonly longest: number;
}

/** The needle as the automaton sees text: without what is skipped. */
export const normalize = (text: string): string =>
  text
    .replace(/[\r\n]+[ \t]*/g, "")
    .split("")
    .filter((unit) => !isSkipped(unit.charCodeAt(0)))
    .join("");

function fold(character: string): string {
  if (character === "-") return "+";
  if (character === "_") return "/";
  const lower = character.toLowerCase();
  return lower.length === 1 ? lower : character;
}

/** Only the characters of the needles are looked at: a table of all would cost more than everything else together. */
function classify(needles: readonly string[]): { classes: Uint16Array; count: number } {
  const classes = new Uint16Array(0x10000);
  const byFolded = new Map<string, number>();
  for (const character of new Set(needles.flatMap((needle) => needle.split("")))) {
    const folded = fold(character);
    const known = byFolded.get(folded) ?? byFolded.size + 1;
    byFolded.set(folded, known);
    for (const same of [character, character.toLowerCase(), character.toUpperCase(), "-", "+", "_", "/"]) {
      if (same.length === 1 && fold(same) === folded) classes[same.charCodeAt(0)] = known;
    }
  }
  for (const [from, to] of SKIPPED) classes.fill(SKIP, from, to + 1);
  return { classes, count: byFolded.size + 1 };
}

export function buildAutomaton(needles: readonly string[]): Automaton {
  const { classes, count } = classify(needles);
  const room = needles.reduce((sum, needle) => sum + needle.length, 1);
  const goto = hashTable(room);
  const fail = new Int32Array(room);
  const found = new Int32Array(room);
  const depth = new Int32Array(room);
  const parent = new Int32Array(room);
  const via = new Uint16Array(room);
  let states = 1;
  for (const needle of needles) {
    let state = 0;
    for (let index = 0; index < needle.length; index++) {
      const letter = classes[needle.charCodeAt(index)] ?? 0;
      let target = goto.get(state, letter);
      if (target < 0) {
        target = states++;
        goto.set(state, letter, target);
        depth[target] = index + 1;
        parent[target] = state;
        via[target] = letter;
      }
      state = target;
    }
    found[state] = needle.length;
  }

  // Nearly every step is one from the beginning: it gets a table of its own.
  const first = Int32Array.from({ length: count }, (_, letter) => Math.max(0, goto.get(0, letter)));
  const next = (from: number, letter: number): number => {
    for (let state = from; state !== 0; state = fail[state] ?? 0) {
      const target = goto.get(state, letter);
      if (target >= 0) return target;
    }
    return first[letter] ?? 0;
  };
  // Shallow states first: a state's fallback is shallower than the state.
  const order = Int32Array.from({ length: states - 1 }, (_, index) => index + 1);
  order.sort((a, b) => (depth[a] ?? 0) - (depth[b] ?? 0));
  for (const state of order) {
    const above = parent[state] ?? 0;
    const back = above === 0 ? 0 : next(fail[above] ?? 0, via[state] ?? 0);
    fail[state] = back;
    if (found[state] === 0) found[state] = found[back] ?? 0;
  }
  return { classes, next, found, depth, longest: needles.reduce((most, { length }) => Math.max(most, length), 0) };
}

/** (state, class) -> state, in flat arrays: a secret of 64 kB makes half a million states. */
function hashTable(entries: number): {
  readonly get: (state: number, letter: number) => number;
  readonly set: (state: number, letter: number, target: number) => void;
} {
  const bits = Math.max(4, Math.ceil(Math.log2(entries * 2 + 1)));
  const mask = 2 ** bits - 1;
  const froms = new Int32Array(mask + 1).fill(-1);
  const letters = new Uint16Array(mask + 1);
  const targets = new Int32Array(mask + 1);
  const slot = (state: number, letter: number): number => {
    let index = (Math.imul(state + 1, 0x9e3779b1) ^ Math.imul(letter + 1, 0x85ebca6b)) >>> 0;
    index = (index ^ (index >>> 15)) & mask;
    while (froms[index] !== -1 && (froms[index] !== state || letters[index] !== letter)) index = (index + 1) & mask;
    return index;
  };
  return {
    get: (state, letter) => {
      const index = slot(state, letter);
      return froms[index] === -1 ? -1 : (targets[index] ?? -1);
    },
    set: (state, letter, target) => {
      const index = slot(state, letter);
      froms[index] = state;
      letters[index] = letter;
      targets[index] = target;
    },
  };
}
