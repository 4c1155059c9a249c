import * as z from "zod";
import { parseImageReference } from "../../domain/image-reference.ts";
import { collect } from "../../http/paginate.ts";
import { type GithubAccess, HEADERS } from "./access.ts";
import { byPageNumber } from "./pages.ts";

const Version = z.object({
  id: z.number(),
  metadata: z.object({ container: z.object({ tags: z.array(z.string()) }).nullish() }).nullish(),
});

export interface Packages {
  /** Deletes the version that a tag names, unless it has other tags too (`shared`). Needs `packages: write`. */
  readonly remove: (reference: string) => Promise<"deleted" | "absent" | "shared">;
}

/** Images of ghcr.io as GitHub's packages; its registry itself deletes nothing. */
export function githubPackages({ http, token, api }: GithubAccess): Packages {
  const read = async (root: string) => {
    const schema = z.union([z.array(Version), z.unknown().transform(() => undefined)]);
    const page = async (query: string) => {
      const url = `${root}/versions?${query}`;
      const { status, body } = await http({ url, token, headers: HEADERS, schema, accept: [404] });
      return status === 404 || body === undefined ? [] : body;
    };
    return collect(byPageNumber("the versions of the package", page, ({ id }) => id));
  };
  return {
    async remove(reference) {
      const { path = "", tag } = parseImageReference(reference) ?? {};
      const [owner = "", ...name] = path.split("/");
      // An owner is an organisation or a person, and only the answer tells which.
      for (const kind of ["orgs", "users"]) {
        const base = api.replace(/\/+$/, "");
        const root = `${base}/${kind}/${encodeURIComponent(owner)}/packages/container/${encodeURIComponent(name.join("/"))}`;
        const versions = await read(root);
        const found = versions.find(({ metadata }) => metadata?.container?.tags.includes(tag ?? "latest") === true);
        if (found === undefined) continue;
        if ((found.metadata?.container?.tags.length ?? 0) > 1) return "shared";
        const url = `${root}/versions/${found.id}`;
        await http({ method: "DELETE", url, token, headers: HEADERS, schema: z.unknown(), accept: [404] });
        return "deleted";
      }
      return "absent";
    },
  };
}
