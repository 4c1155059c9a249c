import { Failure } from "../../action/failure.ts";

/** Does the work, and tells a refusal as the permission that is missing; `next` has the line that the job needs. */
export async function withPermission<T>(what: string, next: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== "SLIP-HTTP-AUTH") throw thrown;
    throw new Failure(thrown.code, `GitHub did not let us ${what}: ${thrown.message}`, {
      blame: "user",
      state: thrown.state,
      next,
      cause: thrown,
    });
  }
}
