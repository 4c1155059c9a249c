import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import { defineAction, outcome } from "../../../shared/action/spec.ts";
import { systemClock } from "../../../shared/action/system-clock.ts";
import { createCommand } from "../../../shared/command/create-command.ts";
import { fakeContext } from "../../fakes/context.ts";

const spec = defineAction({
  name: "Test",
  description: "Test",
  icon: "check",
  inputs: {},
  outputs: { outcome: outcome("How", ["done"]) },
});
const command = createCommand(fakeContext(spec, {}, { clock: systemClock }), { PATH: process.env["PATH"] });

async function* pieces(count: number, fail?: Error): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index++) yield Buffer.alloc(64 * 1024, index);
  if (fail !== undefined) throw fail;
}

test("gives a program its input piece by piece, whole", async () => {
  const hash = createHash("sha256");
  for await (const piece of pieces(100)) hash.update(piece);
  const { stdout } = await command({ file: "sha256sum", args: [], input: pieces(100), echo: false });
  expect(stdout.split(" ")[0]).toBe(hash.digest("hex"));
});

test("a program whose input fails is ended, and the reason is what it failed with", async () => {
  const why = new Error("the file changed");
  await expect(command({ file: "cat", args: [], input: pieces(3, why), echo: false, keep: 0 })).rejects.toBe(why);
});

test("a program need not read its input to the end", async () => {
  const { stdout } = await command({ file: "echo", args: ["done"], input: pieces(100), echo: false });
  expect(stdout).toBe("done\n");
});
