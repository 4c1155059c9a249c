import { expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import type { Http } from "../../../../shared/http/types.ts";
import { githubPackages } from "../../../../shared/providers/github/packages.ts";

type Answers = Readonly<Record<string, unknown>>;

/** Answers by method and path; 404 for what is not in the list. */
function github(answers: Answers) {
  const asked: string[] = [];
  const http: Http = async ({ method = "GET", url, schema }) => {
    const { pathname, searchParams } = new URL(url);
    const key = `${method} ${pathname}${searchParams.get("page") === "2" ? "?2" : ""}`;
    asked.push(key);
    const status = Object.hasOwn(answers, key) ? 200 : 404;
    return { status, headers: new Headers(), body: schema.parse(answers[key] ?? {}) };
  };
  const access = { http, token: new Secret("t"), api: "https://api.github.com/", repository: "acme/shop" };
  return { asked, remove: (reference: string) => githubPackages(access).remove(reference) };
}

const version = (id: number, ...tags: readonly string[]) => ({ id, metadata: { container: { tags } } });
const ROOT = "/orgs/acme/packages/container/shop%2Fweb/versions";

test("deletes the version of a tag, on whatever page", async () => {
  const first = Array.from({ length: 100 }, (_, at) => version(at + 1, `sha-${at}`));
  const { asked, remove } = github({
    [`GET ${ROOT}`]: first,
    [`GET ${ROOT}?2`]: [version(500, "pr-7")],
    [`DELETE ${ROOT}/500`]: "",
  });
  expect(await remove("ghcr.io/acme/shop/web:pr-7")).toBe("deleted");
  expect(asked.at(-1)).toBe(`DELETE ${ROOT}/500`);
});

test("keeps an image that has other tags too", async () => {
  const { asked, remove } = github({ [`GET ${ROOT}`]: [version(1, "pr-7", "main")] });
  expect(await remove("ghcr.io/acme/shop/web:pr-7")).toBe("shared");
  expect(asked).toHaveLength(1);
});

test("looks among a person's packages where there is no such organisation", async () => {
  const root = ROOT.replace("orgs", "users");
  const { remove } = github({ [`GET ${root}`]: [version(3, "pr-7")], [`DELETE ${root}/3`]: "" });
  expect(await remove("ghcr.io/acme/shop/web:pr-7")).toBe("deleted");
});

test("what is nowhere is absent", async () => {
  expect(await github({}).remove("ghcr.io/acme/shop/web:pr-7")).toBe("absent");
});
