import type * as z from "zod";
import type { Answer } from "./types.ts";

/** `cut`: it began as JSON and stopped; the answer was lost on its way. `foreign`: no JSON, or not the JSON we know. */
export type Interpretation<T> =
  | { readonly kind: "understood"; readonly answer: Answer<T> }
  | { readonly kind: "cut" }
  | { readonly kind: "foreign"; readonly detail: string };

interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly bytes?: Uint8Array;
}

const ISSUES = 3;

const describe = (error: z.core.$ZodError): string => {
  const issues = error.issues
    .slice(0, ISSUES)
    .map((issue) => `${issue.path.join(".") || "(whole body)"}: ${issue.message}`);
  const more = error.issues.length - issues.length;
  return issues.join("; ") + (more > 0 ? `; and ${more} more` : "");
};

const understand = <T>(schema: z.ZodType<T>, body: unknown, { status, headers }: Received): Interpretation<T> => {
  const result = schema.safeParse(body);
  return result.success
    ? { kind: "understood", answer: { status, headers, body: result.data } }
    : { kind: "foreign", detail: describe(result.error) };
};

const asText = ({ text }: Received): string => (/^\s*<(!doctype|html)/i.test(text) ? "an HTML page" : "text");

/** The answer as the caller wants it. `plain`: the schema gets the text itself. */
export const interpret = <T>(received: Received, schema: z.ZodType<T>, plain: boolean): Interpretation<T> => {
  if (received.bytes !== undefined) return understand(schema, received.bytes, received);
  if (plain) return understand(schema, received.text, received);
  if (received.text.trim() === "") return understand(schema, undefined, received);
  let body: unknown;
  try {
    body = JSON.parse(received.text);
  } catch {
    // A refusal that is an answer to the caller ("it is not there") need not come with JSON.
    if (received.status >= 400) return understand(schema, undefined, received);
    if (/^\s*[[{"]/.test(received.text)) return { kind: "cut" };
    return { kind: "foreign", detail: `(whole body): expected JSON, received ${asText(received)}` };
  }
  return understand(schema, body, received);
};
