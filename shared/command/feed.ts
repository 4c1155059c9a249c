import { Readable, type Writable } from "node:stream";
import { Secret } from "../action/secret.ts";
import type { CommandRequest } from "../ports/command.ts";

/** Writes a program's input. `failed` is called when the input's own source fails; what it failed with is then thrown by the answer. */
export function feed(stdin: Writable | null, input: CommandRequest["input"], failed: () => void): () => void {
  // A program that does not read its input to the end is free to do so.
  stdin?.on("error", () => {});
  let fault: { readonly thrown: unknown } | undefined;
  if (stdin === null || input === undefined || typeof input === "string" || input instanceof Secret) {
    stdin?.end(input instanceof Secret ? input.reveal() : input);
  } else {
    const source = Readable.from(input, { objectMode: false });
    source.once("error", (thrown) => {
      fault = { thrown };
      failed();
    });
    stdin.once("close", () => source.destroy());
    source.pipe(stdin);
  }
  return () => {
    if (fault !== undefined) throw fault.thrown;
  };
}
