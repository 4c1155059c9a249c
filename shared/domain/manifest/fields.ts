import * as z from "zod";

/** Every leaf carries examples: they are shown by editors, and they are the fix in error messages. */
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const INSIDE = /^(?!\/)(?!.*(?:^|[/\\])\.\.(?:[/\\]|$))[^\\\p{Cc}]{1,200}$/u;

export const text = (description: string, ...examples: string[]) =>
  z.string().min(1).max(500).meta({ description, examples });
export const formed = (form: RegExp, must: string, description: string, ...examples: string[]) =>
  z.string().regex(form, { error: must }).meta({ description, examples });
export const inside = (description: string, ...examples: string[]) =>
  formed(INSIDE, "must be a path inside the repository", description, ...examples);
export const seconds = (description: string, max: number, example: number) =>
  z
    .number()
    .positive()
    .max(max)
    .meta({ description, examples: [example] });

const name = z
  .string()
  .regex(NAME, { error: "must be letters, digits, `.`, `_` and `-`, and begin and end with a letter or digit" });
export const byEnvironment = <S extends z.ZodType>(value: S, description: string, example: object) =>
  z.record(name, value).meta({ description, examples: [example] });
export const named = <S extends z.ZodType>(value: S, description: string, example: object) =>
  z
    .record(name, value)
    .refine((entries) => Object.keys(entries).length > 0, { error: "must have at least one entry" })
    .meta({ description, examples: [example], minProperties: 1 });
