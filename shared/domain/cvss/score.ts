import { metricsOf } from "./metrics.ts";
import { scoreOfV2 } from "./v2.ts";
import { scoreOfV3 } from "./v3.ts";
import { scoreOfV4 } from "./v4.ts";

/** Base score of a CVSS vector of any version, from 0 to 10; undefined where it is none that can be computed. */
export const baseScore = (vector: string): number | undefined => {
  const metrics = metricsOf(vector);
  const version = metrics?.get("CVSS");
  if (metrics === undefined) return undefined;
  if (version === "4.0") return scoreOfV4(metrics);
  if (version === "3.0" || version === "3.1") return scoreOfV3(metrics);
  return version === undefined ? scoreOfV2(metrics) : undefined;
};
