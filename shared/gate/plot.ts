import type { Sample } from "./evidence.ts";

const BARS = "▁▂▃▄▅▆▇█";

/** The newest samples as one line: bars for the latency of healthy answers, `✕` unhealthy, `○` another version, `·` unmeasured. */
export const plot = (samples: readonly Sample[], width = 60): string => {
  const shown = samples.slice(-width);
  const top = Math.max(1, ...shown.map(({ latency = 0 }) => latency));
  return shown.map((sample) => mark(sample, top)).join("");
};

const mark = ({ verdict, latency = 0 }: Sample, top: number): string => {
  if (verdict === "unhealthy") return "✕";
  if (verdict === "other-version") return "○";
  if (verdict === "unmeasured") return "·";
  return BARS[Math.min(BARS.length - 1, Math.floor((latency / top) * BARS.length))] ?? "▁";
};
