import { deployRender } from "./scenarios/release.ts";
import { faults } from "./suite.ts";

faults([deployRender]);
