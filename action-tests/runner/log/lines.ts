import { StringDecoder } from "node:string_decoder";

/** Cuts a byte stream into lines as .NET does: at \r\n, \n and also at a lone \r. */
export const lineSplitter = (onLine: (line: string) => void) => {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let afterReturn = false;

  const feed = (text: string) => {
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
      const character = text[at];
      if (character === "\n" && afterReturn && at === 0) {
        start = 1;
        afterReturn = false;
        continue;
      }
      if (character !== "\n" && character !== "\r") continue;
      onLine(rest + text.slice(start, at));
      rest = "";
      if (character === "\r" && text[at + 1] === "\n") at += 1;
      start = at + 1;
    }
    if (text !== "") afterReturn = text.endsWith("\r");
    rest += text.slice(start);
  };

  return {
    write: (chunk: Buffer) => feed(decoder.write(chunk)),
    end: () => {
      feed(decoder.end());
      if (rest !== "") onLine(rest);
      rest = "";
    },
  };
};
