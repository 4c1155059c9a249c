import type { Secret } from "../action/secret.ts";

/** What can be told of a connection string without using it; nothing in it is secret. */
export interface AddressReport {
  /** Why it cannot be used at all. */
  readonly problem?: string;
  /** It leads to a connection pooler: why we think so, and the direct address, its password hidden. */
  readonly pooler?: { readonly why: string; readonly direct: string };
}

export type InspectAddress = (url: Secret) => AddressReport;
