import type * as z from "zod";
import { Failure } from "../../action/failure.ts";
import type { Secret } from "../../action/secret.ts";
import type { Answer, Http, Request } from "../../http/types.ts";
import type { LedgerStatus } from "../../ports/ledger.ts";
import { Deployments, type GithubDeployment, Statuses } from "./schemas.ts";

export interface GithubAccess {
  readonly http: Http;
  readonly token: Secret;
  /** Base address, such as https://api.github.com; Enterprise Server ends in /api/v3. */
  readonly api: string;
  /** `owner/name` */
  readonly repository: string;
}

const PAGE = 100;

/** Deployments and their statuses as GitHub's REST API has them. */
export interface DeploymentsApi {
  readonly call: <T>(path: string, request: Omit<Request<T>, "url" | "token">) => Promise<Answer<T>>;
  /** Newest first, page by page, as far as the caller reads. */
  readonly list: (query: Readonly<Record<string, string>>) => AsyncGenerator<GithubDeployment>;
  /** Newest first. */
  readonly statuses: (id: string) => Promise<readonly (LedgerStatus & { readonly environmentUrl: string })[]>;
}

export function deploymentsApi({ http, token, api, repository }: GithubAccess): DeploymentsApi {
  const [owner = "", name = ""] = repository.split("/");
  const root = `${api.replace(/\/+$/, "")}/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/deployments`;

  const call = async <T>(path: string, request: Omit<Request<T>, "url" | "token">): Promise<Answer<T>> => {
    const headers = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };
    try {
      return await http<T>({ ...request, headers, url: root + path, token });
    } catch (thrown) {
      throw thrown instanceof Failure && thrown.code === "SLIP-HTTP-AUTH" ? withoutPermission(thrown) : thrown;
    }
  };

  async function* pages<T>(path: string, query: Readonly<Record<string, string>>, schema: z.ZodType<readonly T[]>) {
    for (let page = 1; ; page++) {
      const search = new URLSearchParams({ ...query, per_page: String(PAGE), page: String(page) });
      const { body } = await call(`${path}?${search.toString()}`, { schema });
      yield* body;
      if (body.length < PAGE) return;
    }
  }

  return {
    call,
    list: (query) => pages("", query, Deployments),
    async statuses(id) {
      const found = [];
      for await (const status of pages(`/${encodeURIComponent(id)}/statuses`, {}, Statuses)) found.push(status);
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
