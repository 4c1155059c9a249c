import { docsPublish } from "./scenarios/docs-publish.ts";
import { faults } from "./suite.ts";

faults(docsPublish);
