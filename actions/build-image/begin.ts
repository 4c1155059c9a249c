// What tells whether the inputs make sense. The rest is loaded from here, and only then: in a bundle, a module that is loaded
// from another one shares what both need.
export { destinationOf } from "./destination.ts";
export { loginTo } from "./login.ts";
export { readEvent } from "../../shared/domain/image/event.ts";
export const parts = () => import("./parts.ts");
