import { Failure } from "../../action/failure.ts";
import type { Secret } from "../../action/secret.ts";
import { problemOf } from "../../http/problem.ts";
import type { Changed, DatabaseBranch, NewBranch } from "../../ports/databases.ts";
import { isStatus, type NeonCall } from "./api.ts";
import { findBranch, type Listed, listBranches } from "./list.ts";
import { BranchAnswer, Created, type NeonBranch, type NeonCreated } from "./schemas.ts";
import { ids, toBranch } from "./views.ts";

interface Access {
  readonly call: NeonCall;
  readonly protect: (value: string) => Secret;
}

type Result = Changed<DatabaseBranch> & { readonly created: boolean };

/**
 * Creates a branch, at most once. When the answer is lost, or when Neon says that the name is taken, the branch is
 * looked up by name; only our own labels on it prove that it comes from this call.
 */
export async function createBranch({ call, protect }: Access, wish: NewBranch): Promise<Result> {
  const adopted = async (): Promise<Result | undefined> => {
    const found = await findBranch(call, wish.name);
    if (found?.branch.name !== wish.name) return undefined;
    return { value: toBranch(found.branch), operations: [], created: isOurs(found, wish) };
  };
  let adoption: Result | undefined;
  try {
    const { body } = await call<NeonCreated>(["branches"], {
      method: "POST",
      body: bodyOf(wish),
      schema: Created,
      adopt: async () => {
        adoption = await adopted();
        return adoption && { status: 200, headers: new Headers(), body: { branch: raw(adoption.value) } };
      },
    });
    if (adoption) return adoption;
    // Said only once, here: nobody may print them later.
    for (const { password } of body.roles ?? []) if (password) protect(password);
    for (const { connection_uri } of body.connection_uris ?? []) if (connection_uri) protect(connection_uri);
    return { value: toBranch(body.branch), operations: ids(body.operations), created: true };
  } catch (thrown) {
    const taken = isStatus(thrown, 409) ? await adopted() : undefined;
    if (taken) return taken;
    throw await explainLimit(call, thrown);
  }
}

const isOurs = ({ labels }: Listed, wish: NewBranch): boolean =>
  Object.entries(wish.labels).every(([name, value]) => labels[name] === value);

/** Deletes the branch again, if it is there and its labels prove that it comes from this very call. */
export async function withdrawBranch(call: NeonCall, wish: NewBranch): Promise<Changed<"deleted" | "absent">> {
  const found = await findBranch(call, wish.name);
  return found?.branch.name === wish.name && isOurs(found, wish)
    ? removeBranch(call, found.branch.id)
    : { value: "absent", operations: [] };
}

export async function removeBranch(call: NeonCall, id: string): Promise<Changed<"deleted" | "absent">> {
  // 204: it was already gone.
  const { status, body } = await call(["branches", id], {
    method: "DELETE",
    schema: BranchAnswer.partial().optional(),
    accept: [404],
  });
  const gone = status === 404 || status === 204;
  return { value: gone ? "absent" : "deleted", operations: gone ? [] : ids(body?.operations) };
}

const bodyOf = (wish: NewBranch): unknown => ({
  branch: {
    name: wish.name,
    ...(wish.parent === undefined ? {} : { parent_id: wish.parent }),
    ...(wish.parentTimestamp === undefined ? {} : { parent_timestamp: wish.parentTimestamp }),
    ...(wish.schemaOnly ? { init_source: "schema-only" } : {}),
    ...(wish.protect ? { protected: true } : {}),
    ...(wish.expiresAt === undefined ? {} : { expires_at: wish.expiresAt }),
  },
  // Without one nobody could connect. A suspend time is left out: the Free plan refuses it.
  endpoints: [{ type: "read_write" }],
  annotation_value: wish.labels,
});

const raw = ({ id, name }: DatabaseBranch): NeonBranch => ({ id, name });

const SHOWN = 5;

/** A limit is reached: says which branches are the oldest that could go. */
async function explainLimit(call: NeonCall, thrown: unknown): Promise<unknown> {
  const problem = problemOf(thrown);
  if (problem?.status !== 422 || !/LIMIT_EXCEEDED|TIME_EXCEEDED/.test(problem.vendorCode)) return thrown;
  // The list is a help, and the refusal is the news.
  const branches = await listBranches(call).catch(() => undefined);
  const oldest = (branches ?? [])
    .map(({ branch }) => toBranch(branch))
    .filter(({ isDefault, isProtected }) => !isDefault && !isProtected)
    .slice(0, SHOWN)
    .map(({ name, id, createdAt }) => `${name} (${id}, since ${createdAt.slice(0, 10)})`);
  const what = problem.vendorMessage || problem.vendorCode;
  return new Failure("SLIP-NEON-LIMIT", `Neon refused a new branch: ${what} (${problem.vendorCode}).`, {
    blame: "user",
    state: `No branch was created.${branches === undefined ? "" : ` The project has ${branches.length} branches.`}`,
    next:
      oldest.length === 0
        ? "Raise the plan's limit, or delete what is not needed any more."
        : `Delete what is not needed any more; the oldest are ${oldest.join(", ")}. Give branches an \`expires-in\` so that they go by themselves.`,
    cause: thrown,
  });
}
