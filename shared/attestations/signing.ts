import type { Bundle } from "./bundle.ts";

/** Signs the payload of a statement. Rejects with a Failure when the service behind it does not answer. */
export type Sign = (payload: Uint8Array) => Promise<Bundle>;
