import type { Advisory } from "../types.ts";
import type { Policy, Severity, Threshold } from "./types.ts";

const RANK: Readonly<Record<Severity, number>> = { low: 1, moderate: 2, high: 3, critical: 4 };

/** What nobody has rated yet may be anything: it counts as high. */
export const rankOf = (severity: Advisory["severity"]): number => RANK[severity === "unknown" ? "high" : severity];

export const reaches = (severity: Advisory["severity"], threshold: Threshold): boolean =>
  threshold !== "never" && rankOf(severity) >= RANK[threshold];

export const thresholdOf = ({ severity }: Pick<Policy, "severity">, scope: "runtime" | "development"): Threshold =>
  severity[scope];
