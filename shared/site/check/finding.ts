import type { SiteFinding } from "../types.ts";

/** What is wrong, without the place where it is. */
export type Problem = Pick<SiteFinding, "rule" | "severity" | "message">;

export const error = (rule: string, message: string): Problem => ({ rule, severity: "error", message });
export const warning = (rule: string, message: string): Problem => ({ rule, severity: "warning", message });

export const at = (problem: Problem, path: string, line?: number, column?: number): SiteFinding => ({
  ...problem,
  path,
  line,
  column,
});
