import type { Gate } from "./types.ts";

type Given = { readonly [K in keyof Gate]?: Gate[K] | undefined };

/** A gate with every default filled in. */
export const gateOf = ({ successes = 3, interval = 2, deadline = 300 }: Given = {}): Gate => ({
  successes,
  interval,
  deadline,
});
