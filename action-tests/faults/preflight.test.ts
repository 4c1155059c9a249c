import { preflight } from "./scenarios/release.ts";
import { faults } from "./suite.ts";

faults([preflight]);
