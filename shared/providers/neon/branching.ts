import type { Secret } from "../../action/secret.ts";
import type { DatabaseBranching } from "../../ports/databases.ts";
import { isStatus, type NeonAccess, neonCall } from "./api.ts";
import { neonConnection } from "./connection.ts";
import { createBranch, removeBranch, withdrawBranch } from "./create.ts";
import { findBranch, listBranches } from "./list.ts";
import { neonOperations } from "./operations.ts";
import { BranchAnswer, DatabasesAnswer, EndpointAnswer, EndpointsAnswer, RolesAnswer } from "./schemas.ts";
import { ids, toBranch, toEndpoint } from "./views.ts";

export interface NeonOptions extends NeonAccess {
  readonly protect: (value: string) => Secret;
}

/** Neon's API v2. */
export function neonBranching({ protect, ...access }: NeonOptions): DatabaseBranching {
  const call = neonCall(access);

  const endpoints: DatabaseBranching["endpoints"] = async (branch) => {
    const { body } = await call(["branches", branch, "endpoints"], { schema: EndpointsAnswer });
    return body.endpoints.map(toEndpoint);
  };
  const writable = async (branch: string) => (await endpoints(branch)).find((endpoint) => endpoint.writable);

  return {
    endpoints,
    pending: neonOperations(call),
    connection: neonConnection(call, protect),
    create: (wish) => createBranch({ call, protect }, wish),
    withdraw: (wish) => withdrawBranch(call, wish),
    remove: (id) => removeBranch(call, id),

    async find(nameOrId) {
      const found = await findBranch(call, nameOrId);
      return found && toBranch(found.branch);
    },

    async branch(id) {
      const { status, body } = await call(["branches", id], {
        schema: BranchAnswer.partial().optional(),
        accept: [404],
      });
      return status === 404 || !body?.branch ? undefined : toBranch(body.branch);
    },

    async list() {
      return (await listBranches(call)).map(({ branch }) => toBranch(branch));
    },

    async update(id, { expiresAt, protect: protection }) {
      const { body } = await call(["branches", id], {
        method: "PATCH",
        body: {
          branch: {
            ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
            ...(protection === undefined ? {} : { protected: protection }),
          },
        },
        schema: BranchAnswer,
        // It sets values; setting them twice is the same.
        repeatable: true,
      });
      return { value: toBranch(body.branch), operations: ids(body.operations) };
    },

    async addEndpoint(branch) {
      let adopted = false;
      try {
        const { body } = await call(["endpoints"], {
          method: "POST",
          body: { endpoint: { branch_id: branch, type: "read_write" } },
          schema: EndpointAnswer,
          adopt: async () => {
            const found = await writable(branch);
            adopted = found !== undefined;
            return (
              found && {
                status: 200,
                headers: new Headers(),
                body: { endpoint: { ...found, branch_id: branch, type: "read_write" } },
              }
            );
          },
        });
        return { value: toEndpoint(body.endpoint), operations: adopted ? [] : ids(body.operations) };
      } catch (thrown) {
        const found = isStatus(thrown, 409) ? await writable(branch) : undefined;
        if (found) return { value: found, operations: [] };
        throw thrown;
      }
    },

    async databases(branch) {
      const { body } = await call(["branches", branch, "databases"], { schema: DatabasesAnswer });
      return body.databases.map(({ name }) => name);
    },

    async roles(branch) {
      const { body } = await call(["branches", branch, "roles"], { schema: RolesAnswer });
      return body.roles.map(({ name }) => name);
    },
  };
}
