import { Failure } from "../../action/failure.ts";
import type { Secret } from "../../action/secret.ts";
import { problemOf } from "../../http/problem.ts";
import type { Answer, Http, Request } from "../../http/types.ts";
import type { Clock } from "../../ports/clock.ts";

export interface NeonAccess {
  readonly http: Http;
  readonly token: Secret;
  /** Base address with version, such as https://console.neon.tech/api/v2. */
  readonly api: string;
  readonly project: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export type NeonCall = <T>(
  path: readonly string[],
  request: Omit<Request<T>, "url" | "token"> & { readonly query?: Readonly<Record<string, string>> },
) => Promise<Answer<T>>;

/** Neon says of these that repeating is always safe, whatever the method. */
const SAFE = [423, 503];
/** How long something that was only just created may be "not ready yet". */
const UNREADY = { most: 60_000, pause: 1_000 };

/** Calls below the project, with Neon's own rules for what may be repeated. */
export function neonCall({ http, token, api, project, clock, signal }: NeonAccess): NeonCall {
  const root = `${api.replace(/\/+$/, "")}/projects/${encodeURIComponent(project)}`;
  return async (path, { query = {}, ...request }) => {
    const search = new URLSearchParams(query).toString();
    const url = `${root}${path.map((part) => `/${encodeURIComponent(part)}`).join("")}${search === "" ? "" : `?${search}`}`;
    for (const end = clock.now() + UNREADY.most; ;) {
      try {
        return await http({ ...request, url, token, safeToRepeat: SAFE });
      } catch (thrown) {
        const problem = problemOf(thrown);
        const unready = problem?.status === 422 && problem.vendorMessage.includes("not ready");
        if (!unready || clock.now() + UNREADY.pause >= end) throw problem?.status === 423 ? busy(thrown) : thrown;
        await clock.sleep(UNREADY.pause, signal);
      }
    }
  };
}

export const isStatus = (thrown: unknown, status: number): boolean => problemOf(thrown)?.status === status;

const busy = (cause: unknown): Failure =>
  new Failure("SLIP-NEON-LOCKED", cause instanceof Error ? cause.message : "Neon is busy.", {
    blame: "provider",
    state: "Nothing was changed by this request.",
    next: "Another operation of the project has not ended: look at its operations in Neon's console, then run the step again.",
    cause,
  });
