import { Failure } from "../../action/failure.ts";
import type { Secret } from "../../action/secret.ts";
import type { DatabaseBranching, Endpoint } from "../../ports/databases.ts";
import { isStatus, type NeonCall } from "./api.ts";
import { UriAnswer } from "./schemas.ts";

/** Addresses of a branch's compute. Without a branch id Neon would answer with those of the default branch. */
export const neonConnection =
  (call: NeonCall, protect: (value: string) => Secret): DatabaseBranching["connection"] =>
  async (branch, { database, role, pooled }) => {
    const { body } = await call(["connection_uri"], {
      query: { branch_id: branch, database_name: database, role_name: role, pooled: String(pooled) },
      schema: UriAnswer,
    }).catch((thrown: unknown) => {
      throw isStatus(thrown, 412) ? noPassword(role, thrown) : thrown;
    });
    const url = protect(body.uri);
    const { host, hostname } = new URL(body.uri);
    return { url, host: hostname, leadsTo: (endpoint) => matches(endpoint, host, pooled) };
  };

/** A pooler's host is the compute's with `-pooler` at the end of its first label. */
function matches(endpoint: Endpoint, host: string, pooled: boolean): boolean {
  if (!pooled) return host === endpoint.host || host.replace(/:\d+$/, "") === endpoint.host;
  const [label = "", ...rest] = host.replace(/:\d+$/, "").split(".");
  return [label.replace(/-pooler$/, ""), ...rest].join(".") === endpoint.host.replace(/:\d+$/, "");
}

const noPassword = (role: string, cause: unknown): Failure =>
  new Failure(
    "SLIP-HTTP-REFUSED",
    `Neon does not tell the password of role ${role}: the project does not store passwords.`,
    {
      blame: "user",
      state: "The branch is there, but no address with a password can be given.",
      next: "Switch password storage on in the project's settings in Neon's console.",
      cause,
    },
  );
