import * as z from "zod";
import { collect } from "../../http/paginate.ts";
import type { Pull, Pulls } from "../../ports/pulls.ts";
import { type GithubAccess, HEADERS, repositoryAddress } from "./access.ts";
import { byPageNumber } from "./pages.ts";

const End = z.object({
  sha: z.string(),
  ref: z.string(),
  repo: z.object({ full_name: z.string() }).nullish(),
});

const GithubPull = z.object({
  number: z.number(),
  state: z.string(),
  merged_at: z.string().nullish(),
  closed_at: z.string().nullish(),
  head: End,
  base: End,
});

/** Pull requests as GitHub's REST API has them; needs `pull-requests: read`. */
export function githubPulls(access: GithubAccess): Pulls {
  const { http, token } = access;
  const root = `${repositoryAddress(access)}/pulls`;
  return {
    async get(number) {
      const schema = z.union([GithubPull, z.unknown().transform(() => undefined)]);
      const { status, body } = await http({ url: `${root}/${number}`, token, headers: HEADERS, schema, accept: [404] });
      return status === 404 || body === undefined ? undefined : view(body);
    },
    async ofHead(sha) {
      const open = await collect(
        byPageNumber(
          "the open pull requests",
          async (query) => {
            const url = `${root}?state=open&sort=updated&direction=desc&${query}`;
            return (await http({ url, token, headers: HEADERS, schema: z.array(GithubPull) })).body;
          },
          ({ number }) => number,
        ),
      );
      return open.filter(({ head }) => head.sha === sha).map(view);
    },
  };
}

const view = ({ number, state, merged_at, closed_at, head, base }: z.infer<typeof GithubPull>): Pull => ({
  number,
  open: state === "open",
  merged: typeof merged_at === "string",
  headSha: head.sha,
  headRef: head.ref,
  headRepository: head.repo?.full_name,
  baseSha: base.sha,
  baseRef: base.ref,
  closedAt: closed_at ?? undefined,
});
