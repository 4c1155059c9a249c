const BLOCK = 512;

const padded = (content: Buffer): Buffer => {
  const rest = content.length % BLOCK;
  return rest === 0 ? content : Buffer.concat([content, Buffer.alloc(BLOCK - rest)]);
};

/** The same owner, mode and time for every file: the same site is the same archive. */
const header = (name: string, size: number, type: "0" | "x"): Buffer => {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 100, "utf8");
  block.write("0000644\0" + "0000000\0".repeat(2), 100, "latin1");
  block.write(`${size.toString(8).padStart(11, "0")}\0${"0".repeat(11)}\0`, 124, "latin1");
  block.write(" ".repeat(8), 148, "latin1");
  block.write(type, 156, "latin1");
  block.write("ustar\u000000", 257, "latin1");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
};

/** `<length> path=<name>\n`, where the length counts its own digits. */
const record = (name: string): Buffer => {
  const rest = ` path=${name}\n`;
  const bytes = Buffer.byteLength(rest);
  let length = bytes + String(bytes).length;
  if (bytes + String(length).length > length) length++;
  return Buffer.from(`${length}${rest}`);
};

/** One file of a tar, in the form that every reader knows: names that are long or not ASCII in a header of their own. */
export const tarEntry = (name: string, content: Buffer): readonly Buffer[] => {
  const plain = /^[\x20-\x7e]{1,100}$/.test(name);
  const extended = plain ? [] : [header("PaxHeader", record(name).length, "x"), padded(record(name))];
  return [...extended, header(plain ? name : "long-name", content.length, "0"), padded(content)];
};

export const TAR_END = Buffer.alloc(2 * BLOCK);
