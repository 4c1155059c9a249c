import { neonBranch } from "./scenarios/neon-branch.ts";
import { faults } from "./suite.ts";

faults(neonBranch);
