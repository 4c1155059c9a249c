import { randomUUID } from "node:crypto";
import type { Reply } from "../routes.ts";

/** What the API answers instead of doing what was asked. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, message: string, code = "") {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const refused = ({ status, code, message }: Refusal): Reply => ({
  status,
  body: { request_id: randomUUID(), code, message },
});

export const notFound = (what: string): Refusal => new Refusal(404, `${what} not found`);
export const wrong = (message: string): Refusal => new Refusal(400, `invalid request: ${message}`);
export const unprocessable = (message: string, code = ""): Refusal => new Refusal(422, message, code);
export const conflict = (message: string): Refusal => new Refusal(409, message);
