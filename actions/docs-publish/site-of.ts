import { siteAddress } from "./address.ts";
import type { Branch } from "./branch.ts";
import type { Desk } from "./desk.ts";

/** Public address of the tree's top, with a slash at its end. */
export async function siteOf({ context, ports }: Desk, { domain }: Branch): Promise<string> {
  const { inputs, run } = context;
  const pages = inputs.backend === "pages" && inputs.siteUrl === undefined ? await ports.pages().address() : undefined;
  return siteAddress(run, { siteUrl: inputs.siteUrl, pages, domain, repository: inputs.repository ?? run.repository });
}
