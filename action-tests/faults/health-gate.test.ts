import { healthGate } from "./scenarios/release.ts";
import { faults } from "./suite.ts";

faults([healthGate]);
