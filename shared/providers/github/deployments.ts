import type * as z from "zod";
import { collect } from "../../http/paginate.ts";
import type { Answer, Request } from "../../http/types.ts";
import type { LedgerStatus } from "../../ports/ledger.ts";
import { type GithubAccess, HEADERS, repositoryAddress } from "./access.ts";
import { byPageNumber } from "./pages.ts";
import { withPermission } from "./permission.ts";
import { Deployments, type GithubDeployment, Statuses } from "./schemas.ts";

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

  const call = <T>(path: string, request: Omit<Request<T>, "url" | "token">): Promise<Answer<T>> =>
    withPermission(
      "use Deployments",
      "Give the job `permissions: deployments: write`, or pass a `github-token` that has it.",
      () => http<T>({ ...request, headers: HEADERS, url: root + path, token }),
    );

  const pages = <T extends { readonly id: number }>(
    path: string,
    query: Readonly<Record<string, string>>,
    schema: z.ZodType<readonly T[]>,
  ): AsyncGenerator<T> =>
    byPageNumber(
      "GitHub's Deployments",
      async (page) => {
        const search = [new URLSearchParams(query).toString(), page].filter((part) => part !== "").join("&");
        return (await call(`${path}?${search}`, { schema })).body;
      },
      ({ id }) => id,
    );

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
