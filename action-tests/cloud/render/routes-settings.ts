import { randomBytes } from "node:crypto";
import type { Reply, Route } from "../routes.ts";
import { type Fields, fieldsOf } from "./input.ts";
import { page } from "./paging.ts";
import { forService } from "./routes-deploys.ts";
import type { Service } from "./types.ts";
import { ok, notFound, problem } from "./wording.ts";
import type { World } from "./world.ts";

const generated = () => randomBytes(32).toString("base64");

/** The value that an input asks for; undefined when it asks for none. */
const valueOf = (fields: Fields): string | undefined =>
  typeof fields["value"] === "string" ? fields["value"] : fields["generateValue"] === true ? generated() : undefined;

const everyValue = (body: unknown): Record<string, string> | undefined => {
  if (body === undefined || body === null) return {};
  if (!Array.isArray(body)) return undefined;
  const values: Record<string, string> = {};
  for (const item of body) {
    const fields = fieldsOf(item);
    const value = valueOf(fields);
    if (typeof fields["key"] !== "string" || fields["key"] === "" || value === undefined) return undefined;
    values[fields["key"]] = value;
  }
  return values;
};

const everyFile = (body: unknown): Record<string, string> | undefined => {
  if (body === undefined || body === null) return {};
  if (!Array.isArray(body)) return undefined;
  const files: Record<string, string> = {};
  for (const item of body) {
    const { name, content } = fieldsOf(item);
    if (typeof name !== "string" || typeof content !== "string") return undefined;
    files[name] = content;
  }
  return files;
};

/** A collection of named texts in a service's settings. None of this deploys anything. */
interface Kind {
  readonly path: string;
  readonly part: "env" | "secretFiles";
  readonly all: (body: unknown) => Record<string, string> | undefined;
  readonly one: (fields: Fields) => string | undefined;
  readonly item: (name: string, value: string) => Fields;
  readonly wrap: string;
  /** Status of PUT for one. */
  readonly put: number;
}

const kinds: readonly Kind[] = [
  {
    path: "env-vars",
    part: "env",
    all: everyValue,
    one: valueOf,
    item: (key, value) => ({ key, value }),
    wrap: "envVar",
    put: 200,
  },
  {
    path: "secret-files",
    part: "secretFiles",
    all: everyFile,
    one: ({ content }) => (typeof content === "string" ? content : undefined),
    item: (name, content) => ({ name, content }),
    wrap: "secretFile",
    put: 201,
  },
];

const routesOf = (world: World, kind: Kind): readonly Route[] => {
  const service = forService(world);
  const set = (found: Service, values: Readonly<Record<string, string>>): void => {
    found.config = { ...found.config, [kind.part]: values };
    found.updatedAt = world.stamp();
  };
  const listed = (found: Service, query: URLSearchParams): Reply =>
    page(query, Object.entries(found.config[kind.part]), {
      id: ([name]) => `${found.id} ${name}`,
      wrap: ([name, value]) => ({ [kind.wrap]: kind.item(name, value) }),
    });
  const one = `/services/:id/${kind.path}/:name`;
  return [
    { method: "GET", path: `/services/:id/${kind.path}`, handler: service((found, { query }) => listed(found, query)) },
    {
      method: "PUT",
      path: `/services/:id/${kind.path}`,
      handler: service((found, { body }) => {
        const values = kind.all(body);
        if (!values) return problem(400, `invalid ${kind.path}`);
        set(found, values);
        return listed(found, new URLSearchParams("limit=100"));
      }),
    },
    {
      method: "GET",
      path: one,
      handler: service((found, { params: { name = "" } }) => {
        const value = found.config[kind.part][name];
        return value === undefined ? notFound(name) : ok(kind.item(name, value));
      }),
    },
    {
      method: "PUT",
      path: one,
      handler: service((found, { params: { name = "" }, body }) => {
        const value = kind.one(fieldsOf(body));
        if (value === undefined) return problem(400, "a value is required");
        set(found, { ...found.config[kind.part], [name]: value });
        return { status: kind.put, body: kind.item(name, value) };
      }),
    },
    {
      method: "DELETE",
      path: one,
      handler: service((found, { params: { name = "" } }) => {
        const { [name]: gone, ...rest } = found.config[kind.part];
        if (gone === undefined) return notFound(name);
        set(found, rest);
        return { status: 204 };
      }),
    },
  ];
};

/** Environment variables and secret files. */
export const settingRoutes = (world: World): readonly Route[] => kinds.flatMap((kind) => routesOf(world, kind));
