// One module, for the same reason as shared/providers/dependencies.ts.
export { dependencyReview } from "./main.ts";
export { once, revisionsOver } from "./revisions.ts";
