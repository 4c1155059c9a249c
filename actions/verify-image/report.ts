import type { Summary } from "../../shared/action/summary.ts";
import type { Verified } from "./verify-image.ts";

/** What is known of images that are ours. */
export function report(summary: Summary, verified: readonly Verified[]): void {
  summary.heading("Images verified");
  for (const { reference, lines } of verified) summary.paragraph({ code: reference }).list(lines);
}
