// One module for what index.ts loads once the inputs make sense: in a bundle, each module that is loaded by itself brings its own copy of what it needs.
export { readEvent } from "../../shared/domain/image/event.ts";
export { parseImageReference } from "../../shared/domain/image-reference.ts";
export { parseJson } from "../../shared/domain/json.ts";
export { registryLogin } from "../../shared/images/registry-login.ts";
export { verifyImages } from "./main.ts";
export { namedBy } from "./references.ts";
