import { rollback } from "./scenarios/release.ts";
import { faults } from "./suite.ts";

faults([rollback]);
