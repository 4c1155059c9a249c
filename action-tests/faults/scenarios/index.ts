import type { Scenario } from "../scenario.ts";
import { neonBranch } from "./neon-branch.ts";

/** Every command of every action that talks HTTP. A test holds that no action is missing. */
export const SCENARIOS: readonly Scenario[] = [...neonBranch];
