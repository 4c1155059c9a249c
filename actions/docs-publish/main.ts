import { compact } from "./compact.ts";
import type { Desk } from "./desk.ts";
import { headOfRun } from "./head-of-run.ts";
import { list } from "./list.ts";
import { pack } from "./pack.ts";
import type { DocsContext, Ports, Result } from "./ports.ts";
import { publish } from "./publish.ts";
import { remove } from "./remove.ts";
import { rollback } from "./rollback.ts";
import { sweep } from "./sweep.ts";

/** Milliseconds before the step's own deadline that are left for saying what happened. */
const RESERVE = 10_000;

const COMMANDS = { compact, list, pack, publish, remove, rollback, sweep };

export async function docsPublish(context: DocsContext, ports: Ports): Promise<Result> {
  const { inputs, clock } = context;
  const whole = inputs.timeout * 1000;
  const deadline = clock.now() + whole - Math.min(RESERVE, whole / 4);
  try {
    const headSha = await headOfRun(context, ports);
    const desk: Desk = { context: { ...context, inputs: { ...inputs, headSha } }, ports, deadline };
    return await COMMANDS[inputs.command](desk);
  } finally {
    await ports.store.close();
  }
}
