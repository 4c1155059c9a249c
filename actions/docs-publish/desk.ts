import type { DocsContext, Ports } from "./ports.ts";

/** What the commands work with. */
export interface Desk {
  readonly context: DocsContext;
  readonly ports: Ports;
  /** On the clock's own scale; leaves time to say what happened. */
  readonly deadline: number;
}
