import type * as z from "zod";
import { parts, type RawService } from "./schema.ts";

type Entries<S extends z.ZodType> = ReadonlyMap<string, z.infer<S>>;

/** Of all entries, right or wrong; undefined where the list itself is missing or wrong, so that nobody can say what is in it. */
export type Names = readonly string[] | undefined;

/** The names that there are, when this is none of them; undefined when it is, or when nobody can say. */
export const alternatives = (name: string, names: Names): Names =>
  names === undefined || names.includes(name) ? undefined : names;

/** What is right in a manifest, part by part, and the names of all that is there, right or wrong. */
export interface Draft {
  readonly services: ReadonlyMap<string, RawService>;
  readonly environments: Entries<typeof parts.environment>;
  readonly database: z.infer<typeof parts.database> | undefined;
  readonly gate: z.infer<typeof parts.gate> | undefined;
  readonly names: { readonly services: Names; readonly images: Names; readonly environments: Names };
}

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

const parsed = <S extends z.ZodType>(schema: S, value: unknown): z.infer<S> | undefined => {
  const result = schema.safeParse(value);
  return result.success ? result.data : undefined;
};

const right = <S extends z.ZodType>(schema: S, value: unknown): Entries<S> => {
  const entries = new Map<string, z.infer<S>>();
  for (const [name, entry] of entriesOf(value)) {
    const data = parsed(schema, entry);
    if (data !== undefined) entries.set(name, data);
  }
  return entries;
};

/** GitHub's environments do not know capitals from small letters: of two spellings the first one counts. */
const isFirst = (name: string, index: number, all: readonly string[]): boolean =>
  all.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === index;

export const draftOf = (value: unknown): Draft => {
  const top = new Map(entriesOf(value));
  const names = (key: string): Names => {
    const entries = entriesOf(top.get(key)).map(([name]) => name);
    return entries.length > 0 ? entries : undefined;
  };
  return {
    services: right(parts.service, top.get("services")),
    environments: right(parts.environment, top.get("environments")),
    database: parsed(parts.database, top.get("database")),
    gate: parsed(parts.gate, top.get("gate")),
    names: {
      services: names("services"),
      images: top.has("images") ? names("images") : [],
      environments: names("environments")?.filter(isFirst),
    },
  };
};
