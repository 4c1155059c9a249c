import type { Reply } from "../routes.ts";

/** The registry's way to say no. */
export const refused = (
  status: number,
  code: string,
  message: string,
  { detail, headers = {} }: { readonly detail?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
): Reply => ({
  status,
  body: { errors: [{ code, message, ...(detail === undefined ? {} : { detail }) }] },
  headers,
});
