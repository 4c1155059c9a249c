import * as z from "zod";
import type { Secret } from "../../action/secret.ts";
import type { Http } from "../../http/types.ts";

interface NeonProjectOptions {
  readonly http: Http;
  readonly token: Secret;
  readonly api: string;
}

/** Whether the key may use the project: resolves, or rejects with what Neon says. */
export const neonProject =
  ({ http, token, api }: NeonProjectOptions) =>
  async (id: string): Promise<void> => {
    const url = `${api.replace(/\/+$/, "")}/projects/${encodeURIComponent(id)}`;
    await http({ url, token, schema: z.object({ project: z.object({ id: z.string() }) }), budget: 30_000 });
  };
