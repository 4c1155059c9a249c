import { dependencyReview } from "./scenarios/dependency-review.ts";
import { faults } from "./suite.ts";

faults(dependencyReview);
