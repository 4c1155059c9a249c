import { verifyImage } from "./scenarios/verify-image.ts";
import { faults } from "./suite.ts";

faults([verifyImage]);
