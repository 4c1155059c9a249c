import { oneLine } from "../action/text.ts";
import type { ProbeResult } from "../ports/probe.ts";
import type { Sample } from "./evidence.ts";
import { matches } from "./matching.ts";
import type { GateCheck } from "./types.ts";
import { sameVersion, versionAt } from "./version.ts";

type Judgement = Omit<Sample, "at">;

/** What one try says about the target. */
export const judge = (check: GateCheck, result: ProbeResult): Judgement => {
  if (result.kind === "down") return { verdict: "unhealthy", note: oneLine(result.reason) };
  if (result.kind !== "answer") return { verdict: "unmeasured", note: oneLine(result.reason) };

  const version = check.versionPath === undefined ? undefined : versionAt(check.versionPath, result);
  const age = result.headers["age"];
  const seen = {
    status: result.status,
    latency: Math.round(result.latency * 10) / 10,
    ...(version === undefined ? {} : { version }),
  };
  const cached = age !== undefined && age !== "0" ? ` (from a cache, Age: ${oneLine(age, 20)})` : "";
  const say = (verdict: Sample["verdict"], note: string): Judgement => ({ ...seen, verdict, note: note + cached });

  if (!check.expectStatus.includes(result.status)) {
    return say("unhealthy", `status ${result.status}, expected ${check.expectStatus.join(" or ")}`);
  }
  for (const [name, expected] of Object.entries(check.expectHeaders ?? {})) {
    const value = result.headers[name.toLowerCase()];
    const match = value === undefined ? "no" : matches(expected, value);
    if (match === "slow") return say("unmeasured", `the pattern for header ${oneLine(name, 50)} takes too long`);
    if (match === "no") return say("unhealthy", `header ${oneLine(name, 50)} is ${oneLine(value ?? "absent", 80)}`);
  }
  if (check.expectBody !== undefined) {
    const match = matches(check.expectBody, result.body);
    if (match === "slow") return say("unmeasured", "the pattern for the body takes too long");
    if (match === "no") return say("unhealthy", "the body is not as expected");
  }
  if (check.expectVersion !== undefined && check.versionPath !== undefined) {
    if (version === undefined) return say("other-version", `no version at ${oneLine(check.versionPath, 80)}`);
    if (!sameVersion(check.expectVersion, version)) return say("other-version", `runs ${version}`);
  }
  return cached === "" ? { ...seen, verdict: "healthy" } : say("healthy", "answered");
};
