import type * as z from "zod";
import { Failure } from "../../action/failure.ts";
import { collect, paginate } from "../../http/paginate.ts";
import type { Answer, Request } from "../../http/types.ts";
import type { LedgerStatus } from "../../ports/ledger.ts";
import { type GithubAccess, HEADERS, repositoryAddress } from "./access.ts";
import { Deployments, type GithubDeployment, Statuses } from "./schemas.ts";

const PAGE = 100;

/** Deployments and their statuses as GitHub's REST API has them. */
export interface DeploymentsApi {
  readonly call: <T>(path: string, request: Omit<Request<T>, "url" | "token">) => Promise<Answer<T>>;
  /** Newest first, page by page, as far as the caller reads. */
  readonly list: (query: Readonly<Record<string, string>>) => AsyncGenerator<GithubDeployment>;
  /** Newest first. */
  readonly statuses: (id: string) => Promise<readonly (LedgerStatus & { readonly environmentUrl: string })[]>;
}

/** Missing permission is told as that, with the line that the job needs. */
export function deploymentsApi(access: GithubAccess): DeploymentsApi {
  const { http, token } = access;
  const root = `${repositoryAddress(access)}/deployments`;

  const call = async <T>(path: string, request: Omit<Request<T>, "url" | "token">): Promise<Answer<T>> => {
    try {
      return await http<T>({ ...request, headers: HEADERS, url: root + path, token });
    } catch (thrown) {
      throw thrown instanceof Failure && thrown.code === "SLIP-HTTP-AUTH" ? withoutPermission(thrown) : thrown;
    }
  };

  const pages = <T extends { readonly id: number }>(
    path: string,
    query: Readonly<Record<string, string>>,
    schema: z.ZodType<readonly T[]>,
  ): AsyncGenerator<T> =>
    paginate({
      what: "GitHub's Deployments",
      page: async (number = "1") => {
        const search = new URLSearchParams({ ...query, per_page: String(PAGE), page: number });
        const { body } = await call(`${path}?${search.toString()}`, { schema });
        return { items: body, next: body.length < PAGE ? undefined : String(Number(number) + 1) };
      },
      // Whoever writes one while we read moves the others to later pages.
      key: ({ id }) => String(id),
    });

  return {
    call,
    list: (query) => pages("", query, Deployments),
    async statuses(id) {
      const found = await collect(pages(`/${encodeURIComponent(id)}/statuses`, {}, Statuses));
      return found
        .toSorted((one, other) => other.id - one.id)
        .map(({ state, description, created_at, environment_url }) => ({
          state,
          description: description ?? "",
          createdAt: created_at,
          environmentUrl: environment_url ?? "",
        }));
    },
  };
}

const withoutPermission = (cause: Failure): Failure =>
  new Failure(cause.code, `GitHub did not let us use Deployments: ${cause.message}`, {
    blame: "user",
    state: cause.state,
    next: "Give the job `permissions: deployments: write`, or pass a `github-token` that has it.",
    cause,
  });
