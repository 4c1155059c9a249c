import { collect, paginate } from "../../http/paginate.ts";
import type { NeonCall } from "./api.ts";
import { BranchesAnswer, type NeonBranch } from "./schemas.ts";

export interface Listed {
  readonly branch: NeonBranch;
  /** What was written beside it when it was created. */
  readonly labels: Readonly<Record<string, unknown>>;
}

const PAGE = 100;

/** All branches, oldest first; `search` narrows them down to those with this in their name or id. */
export function listBranches(call: NeonCall, search?: string): Promise<readonly Listed[]> {
  const pages = paginate<Listed>({
    what: "the project's branches",
    key: ({ branch }) => branch.id,
    page: async (cursor) => {
      const { body } = await call(["branches"], {
        query: {
          sort_by: "created_at",
          sort_order: "asc",
          limit: String(PAGE),
          ...(search === undefined ? {} : { search }),
          ...(cursor === undefined ? {} : { cursor }),
        },
        schema: BranchesAnswer,
      });
      const items = body.branches.map((branch) => ({ branch, labels: body.annotations?.[branch.id]?.value ?? {} }));
      // The cursor is there on the last page as well; an unfilled page is the end.
      return { items, next: items.length < PAGE ? undefined : (body.pagination?.next ?? undefined) };
    },
  });
  return collect(pages);
}

/** `search` finds parts of names as well: only the exact name or id counts. */
export async function findBranch(call: NeonCall, nameOrId: string): Promise<Listed | undefined> {
  const found = await listBranches(call, nameOrId);
  return found.find(({ branch }) => branch.name === nameOrId) ?? found.find(({ branch }) => branch.id === nameOrId);
}
