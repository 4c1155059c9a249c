import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readFirst, writeStartup } from "../../../cloud/neon/startup-packet.ts";

const word = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !text.includes("\0") && text.isWellFormed());

describe("what a Postgres client says first", () => {
  test("is read as it was written, however many bytes have come", () => {
    fc.assert(
      fc.property(fc.dictionary(word, word, { noNullPrototype: true }), fc.nat(), (params, cut) => {
        const bytes = writeStartup(new Map(Object.entries(params)));
        expect(readFirst(bytes)).toEqual({
          kind: "startup",
          length: bytes.length,
          params: new Map(Object.entries(params)),
        });
        expect(readFirst(bytes.subarray(0, cut % bytes.length)).kind).toBe("incomplete");
        expect(readFirst(Buffer.concat([bytes, Buffer.from("more")]))).toMatchObject({ length: bytes.length });
      }),
    );
  });

  test.each([
    ["TLS", 80_877_103, "encryption"],
    ["GSS", 80_877_104, "encryption"],
    ["a cancellation", 80_877_102, "other"],
  ])("%s is told apart", (_, code, kind) => {
    const bytes = Buffer.alloc(8);
    bytes.writeInt32BE(8, 0);
    bytes.writeInt32BE(code, 4);
    expect(readFirst(bytes).kind).toBe(kind);
  });

  test("what is no Postgres at all is not waited for", () => {
    expect(readFirst(Buffer.from("GET / HTTP/1.1\r\n\r\n")).kind).toBe("other");
  });
});
