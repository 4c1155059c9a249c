/** Cuts a stream of Postgres' protocol into messages: a letter, a length, a body. */
export function messages(onMessage: (type: string, bytes: Buffer) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 5) {
      const end = 1 + rest.readInt32BE(1);
      if (rest.length < end) return;
      const bytes = rest.subarray(0, end);
      rest = rest.subarray(end);
      onMessage(String.fromCharCode(bytes[0] ?? 0), bytes);
    }
  };
}

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
};

/** What the server says when it refuses a statement, with one text in every field that people are shown. */
export function refusal(text: string, inTransaction: boolean): Buffer {
  const shown = ["M", "D", "H", "W"].map((field) => `${field}${text}\0`).join("");
  const error = Buffer.from(`SERROR\0VERROR\0C42501\0${shown}\0`);
  return Buffer.concat([message("E", error), message("Z", Buffer.from(inTransaction ? "E" : "I"))]);
}
