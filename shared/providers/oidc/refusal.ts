import * as z from "zod";
import { parseJson } from "../../domain/json.ts";

/** Why a cloud says no. Hostile text, cut. */
export interface Refusal {
  readonly status: number;
  /** The cloud's own word for it, such as `AccessDenied`; "" when it gave none. */
  readonly code: string;
  readonly message: string;
}

const text = z.string().nullish().catch(undefined);
const detail = z.object({ code: z.union([z.string(), z.number()]).nullish(), status: text, message: text });
/** OAuth's form, and what each cloud has besides. */
const Body = z.object({
  error: z.union([z.string(), detail]).nullish().catch(undefined),
  error_description: text,
  errors: z.array(detail).nullish().catch(undefined),
  __type: text,
  message: text,
  Message: text,
});

const inXml = (xml: string, name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? "";

/** Wherever a cloud writes it. `redact` sees all of it before it is cut. */
export function readRefusal(status: number, answer: string, redact: (text: string) => string): Refusal {
  const start = answer.slice(0, 16_384);
  const body = Body.safeParse(parseJson(answer)).data;
  const { error } = body ?? {};
  const nested = typeof error === "object" ? error : body?.errors?.[0];
  const code =
    (typeof error === "string" ? error : undefined) ??
    nested?.status ??
    body?.__type?.replace(/^.*#/, "") ??
    nested?.code?.toString() ??
    inXml(start, "Code");
  const message =
    body?.error_description ?? nested?.message ?? body?.message ?? body?.Message ?? inXml(start, "Message");
  const cut = (value: string, most: number): string => redact(value).replaceAll(/\s+/g, " ").trim().slice(0, most);
  return { status, code: cut(code ?? "", 80), message: cut(message, 300) };
}
