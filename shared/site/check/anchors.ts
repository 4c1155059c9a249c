const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
};

/** The anchors of all pages of a site, four bytes each: a site of 100,000 pages has millions of them. */
export const createAnchorIndex = () => {
  const pages = new Map<string, readonly [from: number, to: number]>();
  let hashes = new Uint32Array(1_024);
  let count = 0;
  return {
    /** `anchors` undefined: any may be there, as a script or another page makes them. */
    add: (path: string, anchors: readonly string[] | undefined): void => {
      const from = count;
      for (const anchor of anchors ?? []) {
        if (count === hashes.length) {
          const larger = new Uint32Array(hashes.length * 2);
          larger.set(hashes);
          hashes = larger;
        }
        hashes[count++] = hashOf(anchor);
      }
      pages.set(path, [from, anchors === undefined ? from - 1 : count]);
    },
    knows: (path: string): boolean => pages.has(path),
    has: (path: string, anchor: string): boolean => {
      const [from, to] = pages.get(path) ?? [0, -1];
      return to < from || hashes.subarray(from, to).includes(hashOf(anchor));
    },
  };
};
