/** Finds words in a text in one pass, however many words there are. */
export interface Anchors {
  /** Calls back with the number of the word and where it begins, ordered by where words end; `false` stops the search. */
  readonly search: (text: string, found: (word: number, start: number) => boolean) => void;
}

/** Aho and Corasick's automaton as one table: words of ASCII in lower case, found in any case. */
export const createAnchors = (words: readonly string[]): Anchors => {
  const classes = new Uint8Array(128);
  let width = 1;
  for (const character of new Set(words.join(""))) {
    classes[character.charCodeAt(0)] = width;
    classes[character.toUpperCase().charCodeAt(0)] = width;
    width++;
  }
  const children: Map<number, number>[] = [new Map()];
  const ends: number[][] = [[]];
  for (const [word, letters] of words.entries()) {
    let state = 0;
    for (const letter of letters) {
      const code = classes[letter.charCodeAt(0)] ?? 0;
      const known = children[state]?.get(code);
      if (known === undefined) {
        children[state]?.set(code, children.length);
        children.push(new Map());
        ends.push([]);
      }
      state = known ?? children.length - 1;
    }
    ends[state]?.push(word);
  }

  const next = new Uint16Array(children.length * width);
  const fallback = new Uint16Array(children.length);
  const queue = [0];
  for (const state of queue) {
    const back = (fallback[state] ?? 0) * width;
    if (state !== 0) ends[state]?.push(...(ends[fallback[state] ?? 0] ?? []));
    for (let code = 1; code < width; code++) {
      const child = children[state]?.get(code);
      const otherwise = state === 0 ? 0 : (next[back + code] ?? 0);
      next[state * width + code] = child ?? otherwise;
      if (child === undefined) continue;
      fallback[child] = otherwise;
      queue.push(child);
    }
  }
  const isEnd = Uint8Array.from(ends, (list) => (list.length > 0 ? 1 : 0));
  const lengths = words.map((word) => word.length);

  return {
    search: (text, found) => {
      let state = 0;
      for (let index = 0; index < text.length; index++) {
        const unit = text.charCodeAt(index);
        state = unit < 128 ? (next[state * width + (classes[unit] ?? 0)] ?? 0) : 0;
        if (isEnd[state] !== 1) continue;
        for (const word of ends[state] ?? []) if (!found(word, index + 1 - (lengths[word] ?? 0))) return;
      }
    },
  };
};
