import * as z from "zod";
import { COMMENT_ROOM, type StickyComments } from "../../ports/comments.ts";
import { type GithubAccess, HEADERS, repositoryAddress } from "./access.ts";
import { byPageNumber } from "./pages.ts";
import { withPermission } from "./permission.ts";

const CUT = "\n\n_This comment was cut: GitHub takes at most 65,536 characters._";

const Comment = z.object({
  id: z.number(),
  body: z.string().nullish(),
  user: z.object({ login: z.string().nullish(), type: z.string().nullish() }).nullish(),
});
type Comment = z.infer<typeof Comment>;

/** Sticky comments by a hidden marker, looked for on all pages, and only among comments of bots and of the token's own user. */
export function stickyComments(access: GithubAccess): StickyComments {
  const { http, token } = access;
  const root = repositoryAddress(access);
  let self: Promise<string | undefined> | undefined;

  // Whoever can edit the comment can make it say anything: somebody else's with our marker in it is never adopted.
  const isOurs = async ({ user }: Comment): Promise<boolean> => {
    if (user?.type === "Bot") return true;
    const schema = z.object({ login: z.string().nullish() }).nullish().catch(undefined);
    const url = `${access.api.replace(/\/+$/, "")}/user`;
    self ??= http({ url, token, headers: HEADERS, schema, accept: [401, 403, 404] }).then(
      ({ body }) => body?.login ?? undefined,
    );
    const login = await self;
    return login !== undefined && user?.login === login;
  };

  const find = async (pull: number, marker: string): Promise<Comment | undefined> => {
    const all = byPageNumber(
      "the comments of the pull request",
      async (query) => {
        const url = `${root}/issues/${pull}/comments?${query}`;
        return (await http({ url, token, headers: HEADERS, schema: z.array(Comment) })).body;
      },
      ({ id }) => id,
    );
    for await (const comment of all) {
      if (comment.body?.startsWith(marker) && (await isOurs(comment))) return comment;
    }
    return undefined;
  };

  return {
    put: (pull, key, text) =>
      explained(async () => {
        const marker = markerOf(key);
        const body = `${marker}\n${fit(text)}`;
        const schema = z.unknown();
        const found = await find(pull, marker);
        if (found?.body === body) return "unchanged";
        if (found !== undefined) {
          const url = `${root}/issues/comments/${found.id}`;
          await http({ method: "PATCH", url, token, headers: HEADERS, body: { body }, schema, repeatable: true });
          return "updated";
        }
        await http({
          method: "POST",
          url: `${root}/issues/${pull}/comments`,
          token,
          headers: HEADERS,
          body: { body },
          schema,
          adopt: async () => {
            const there = await find(pull, marker);
            return there && { status: 201, headers: new Headers(), body: there };
          },
        });
        return "created";
      }),
    remove: (pull, key) =>
      explained(async () => {
        const found = await find(pull, markerOf(key));
        if (found === undefined) return "absent";
        const url = `${root}/issues/comments/${found.id}`;
        await http({ method: "DELETE", url, token, headers: HEADERS, schema: z.unknown(), accept: [404] });
        return "deleted";
      }),
  };
}

const markerOf = (key: string): string => `<!-- slipway:${key.replaceAll(/[^\w./-]/g, "-").slice(0, 100)} -->`;

const fit = (text: string): string =>
  text.length <= COMMENT_ROOM ? text : text.slice(0, COMMENT_ROOM - CUT.length).toWellFormed() + CUT;

const explained = <T>(work: () => Promise<T>): Promise<T> =>
  withPermission(
    "comment on the pull request",
    "Give the job `permissions: pull-requests: write`. Runs from forks never have it.",
    work,
  );
