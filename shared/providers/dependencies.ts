// One module for what a review of dependencies loads: in a bundle, each module that is loaded by itself brings its own copy of what it needs.
export { advisoryDatabases } from "./advisories/databases.ts";
export { githubActions } from "./github/action-source.ts";
export { codeScanning } from "./github/code-scanning.ts";
export { stickyComments } from "./github/comments.ts";
export { dependencyGraph } from "./github/dependency-graph.ts";
export { createRegistries } from "./registries/registries.ts";
