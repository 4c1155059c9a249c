import { encoders } from "./encoders.ts";

export interface Masker {
  /** Hides a value, each of its lines, and the runner's renderings of both. There is no minimum length. */
  readonly add: (value: string) => void;
  readonly mask: (text: string) => string;
}

export const createMasker = (): Masker => {
  const hidden = new Set<string>();

  const addOne = (value: string) => {
    if (value.trim() === "") return;
    hidden.add(value);
    for (const encode of encoders) {
      const encoded = encode(value);
      if (encoded.trim() !== "") hidden.add(encoded);
    }
  };

  const add = (value: string) => {
    addOne(value);
    for (const line of value.split(/[\r\n]+/)) addOne(line);
  };

  const mask = (text: string) => {
    const ranges: [start: number, end: number][] = [];
    for (const value of hidden)
      for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1))
        ranges.push([at, at + value.length]);
    if (ranges.length === 0) return text;
    let masked = "";
    let done = 0;
    let open: [number, number] | undefined;
    const close = () => {
      if (!open) return;
      masked += `${text.slice(done, open[0])}***`;
      done = open[1];
    };
    // Ranges that overlap or touch become one.
    for (const range of ranges.toSorted((a, b) => a[0] - b[0])) {
      if (open && range[0] <= open[1]) open[1] = Math.max(open[1], range[1]);
      else {
        close();
        open = [...range];
      }
    }
    close();
    return masked + text.slice(done);
  };

  return { add, mask };
};
