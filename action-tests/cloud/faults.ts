import type { Fault, FaultAction } from "./types.ts";

/** What the script has in store for one request, in the order in which it was written. */
export type Strikes = readonly FaultAction[];

/** Counts matching requests and says which faults strike. */
export const faultScript = () => {
  let script: { readonly fault: Fault; matched: number; struck: number }[] = [];
  return {
    add: (fault: Fault): void => {
      script.push({ fault, matched: 0, struck: 0 });
    },
    clear: (): void => {
      script = [];
    },
    strikes: (method: string, path: string): Strikes => {
      const actions: FaultAction[] = [];
      for (const entry of script) {
        const { fault } = entry;
        if (fault.method !== undefined && fault.method.toUpperCase() !== method) continue;
        if (fault.path && !new RegExp(fault.path.source, fault.path.flags.replace(/[gy]/g, "")).test(path)) continue;
        const index = entry.matched++;
        const times = fault.times ?? (fault.nth === undefined ? Number.POSITIVE_INFINITY : 1);
        if (index < (fault.nth ?? 0) || entry.struck >= times) continue;
        entry.struck++;
        actions.push(fault.action);
      }
      return actions;
    },
  };
};
