import { baseScore } from "./score.ts";

export type Severity = "low" | "moderate" | "high" | "critical" | "unknown";

const ORDER: readonly Severity[] = ["unknown", "low", "moderate", "high", "critical"];
const WORDS: Readonly<Record<string, Severity>> = {
  low: "low",
  moderate: "moderate",
  medium: "moderate",
  important: "high",
  high: "high",
  critical: "critical",
};

const ofScore = (score: number): Severity => {
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  return score >= 4 ? "moderate" : "low";
};

export const worst = (severities: readonly Severity[]): Severity =>
  severities.reduce((most, next) => (ORDER.indexOf(next) > ORDER.indexOf(most) ? next : most), "unknown");

/** The worst of what is said about one problem: CVSS vectors, plain scores such as `7.5`, words such as `MODERATE`. */
export const severityOf = (said: readonly string[]): Severity =>
  worst(
    said.map((text) => {
      const word = text.trim().toLowerCase();
      if (Object.hasOwn(WORDS, word)) return WORDS[word] ?? "unknown";
      const score = /^\d{1,2}(?:\.\d+)?$/.test(word) ? Number(word) : baseScore(text);
      return score === undefined || score > 10 ? "unknown" : ofScore(score);
    }),
  );
