import { buildImage } from "./scenarios/build-image.ts";
import { faults } from "./suite.ts";

faults(buildImage);
