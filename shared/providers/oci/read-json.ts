import type * as z from "zod";

/** What the bytes say, if they are JSON of this shape. */
export const readJson = <T>(bytes: Uint8Array, schema: z.ZodType<T>): T | undefined => {
  try {
    return schema.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))).data;
  } catch {
    return undefined;
  }
};
