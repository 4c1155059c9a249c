import type { Incoming, Reply } from "../routes.ts";
import { living } from "./lookups.ts";
import { wrong } from "./refusal.ts";
import { branchView, time } from "./views.ts";
import type { Branch, World } from "./world.ts";

interface Cursor {
  readonly branch_id: string;
}

const keys = {
  name: ({ name }: Branch) => name,
  created_at: ({ createdAt }: Branch) => createdAt.toISOString(),
  updated_at: ({ updatedAt }: Branch) => updatedAt.toISOString(),
};

const within = (text: string | null, fallback: number, [min, max]: readonly [number, number]): number => {
  const value = Number(text ?? fallback);
  if (!Number.isInteger(value) || value < min || value > max) throw wrong(`limit must be from ${min} to ${max}`);
  return value;
};

const readCursor = (text: string | null): Cursor | undefined => {
  if (text === null || text === "") return undefined;
  try {
    return JSON.parse(Buffer.from(text, "base64").toString("utf8")) as Cursor;
  } catch {
    throw wrong("decode cursor");
  }
};

/** `search` matches any part of a name or of an id. */
export const matching = (world: World, query: URLSearchParams): readonly Branch[] => {
  const search = query.get("search") ?? "";
  const all = query.get("include_deleted") === "true" ? [...world.branches.values()] : living(world);
  return all.filter(({ id, name }) => name.includes(search) || id.includes(search));
};

export const annotationOf = (branch: Branch) => ({
  object: { type: "console/branch", id: branch.id },
  value: branch.annotation ?? {},
  created_at: time(branch.createdAt),
  updated_at: time(branch.updatedAt),
});

export const listBranches = (world: World, { query }: Incoming): Reply => {
  const by = query.get("sort_by") ?? "updated_at";
  const order = (query.get("sort_order") ?? "desc").toUpperCase();
  if (!Object.hasOwn(keys, by)) throw wrong("sort_by must be name, created_at or updated_at");
  const key = keys[by as keyof typeof keys];
  const limit = within(query.get("limit"), 10_000, [1, 10_000]);
  const sorted = matching(world, query).toSorted((a, b) => key(a).localeCompare(key(b)) || a.id.localeCompare(b.id));
  if (order === "DESC") sorted.reverse();
  const after = readCursor(query.get("cursor"));
  const from = after ? sorted.findIndex(({ id }) => id === after.branch_id) + 1 : 0;
  const page = sorted.slice(from, from + limit);
  const last = page.at(-1);
  const next = last && {
    branch_id: last.id,
    sort_by: by,
    sort_by_value: key(last),
    sort_order: order,
  };
  return {
    status: 200,
    body: {
      branches: page.map((branch) => branchView(world, branch)),
      annotations: Object.fromEntries(
        page.filter(({ annotation }) => annotation).map((branch) => [branch.id, annotationOf(branch)]),
      ),
      pagination: {
        ...(next ? { next: Buffer.from(JSON.stringify(next)).toString("base64") } : {}),
        sort_by: by,
        sort_order: order,
      },
    },
  };
};

export const countBranches = (world: World, { query }: Incoming): Reply => ({
  status: 200,
  body: { count: matching(world, query).length },
});
