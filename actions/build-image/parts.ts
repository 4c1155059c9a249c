// One module for what index.ts loads once the inputs make sense: in a bundle, each module that is loaded by itself brings its own copy of what it needs.
export { inheritedBy, resolveBases } from "./bases.ts";
export { createEvidence } from "./evidence.ts";
export { createGuard } from "./guard/guard.ts";
export { buildImage } from "./main.ts";
export { findMirrored } from "./mirrors.ts";
export { pinnedOf } from "./pinned.ts";
export { chooseSigning } from "./signer.ts";
export { createSizes } from "./size/sizes.ts";
