import { expect, test } from "@jest/globals";
import { collect, type Page, paginate } from "../../../shared/http/paginate.ts";

const key = (item: string): string => item;
const what = "the services";
const pages = (list: readonly (readonly string[])[]) => {
  const asked: (string | undefined)[] = [];
  const page = async (cursor: string | undefined): Promise<Page<string>> => {
    asked.push(cursor);
    const index = Number(cursor ?? 0);
    return { items: list[index] ?? [], next: index + 1 < list.length ? String(index + 1) : undefined };
  };
  return { asked, page };
};

test("gives every item once, in order, although some moved to a later page", async () => {
  const { page, asked } = pages([["a", "b"], ["b", "c"], [], ["a", "d"]]);
  expect(await collect(paginate({ what, page, key }))).toEqual(["a", "b", "c", "d"]);
  expect(asked).toEqual([undefined, "1", "2", "3"]);
});

test("reads no further than the caller", async () => {
  const { page, asked } = pages([["a"], ["b"], ["c"]]);
  for await (const item of paginate({ what, page, key })) {
    if (item === "b") break;
  }
  expect(asked).toHaveLength(2);
});

test("a thousand items come whole", async () => {
  const list = Array.from({ length: 50 }, (_, row) => Array.from({ length: 20 }, (__, column) => `${row}-${column}`));
  expect(await collect(paginate({ what, page: pages(list).page, key }))).toHaveLength(1000);
});

test.each<[string, (cursor: string | undefined) => string]>([
  ["leads back to itself", () => "x"],
  ["leads round in a circle", (cursor) => (cursor === "x" ? "y" : "x")],
])("notices a list that %s", async (_, next) => {
  const page = async (cursor: string | undefined) => ({ items: ["a"], next: next(cursor) });
  await expect(collect(paginate({ what, page, key }))).rejects.toMatchObject({
    code: "SLIP-HTTP-MALFORMED",
    message: "The list of the services does not end: a page leads back to an earlier one.",
  });
});

test("notices a list without end", async () => {
  const page = async (cursor: string | undefined) => ({ items: [], next: String(Number(cursor ?? 0) + 1) });
  await expect(collect(paginate({ what, page, key, maxPages: 5 }))).rejects.toMatchObject({
    message: "The list of the services does not end: there are more than 5 pages.",
  });
});
