import type { Reply } from "../routes.ts";

/** What the API answers instead of doing what was asked. */
export class Refusal extends Error {
  readonly status: number;
  readonly more: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    message: string,
    more: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.more = more;
    this.headers = headers;
  }
}

const documentation = "https://docs.github.com/rest";

export const refused = ({ status, message, more, headers }: Refusal): Reply => ({
  status,
  body: { message, documentation_url: documentation, status: String(status), ...more },
  headers,
});

export const notFound = (): Refusal => new Refusal(404, "Not Found");

/** 422 as validation reports it: which field of which resource, and how it is wrong. */
export const invalid = (resource: string, field: string, code: string, message?: string): Refusal =>
  new Refusal(422, "Validation Failed", {
    errors: [{ resource, field, code, ...(message === undefined ? {} : { message }) }],
  });
