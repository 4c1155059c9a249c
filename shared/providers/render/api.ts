import type * as z from "zod";
import type { Secret } from "../../action/secret.ts";
import type { Answer, Http, Request } from "../../http/types.ts";
import type { Deploy } from "../../ports/deployer.ts";
import { Deploys, type RenderService, Service } from "./schemas.ts";
import { toDeploy } from "./states.ts";

/** Where and with which key Render is asked. */
export interface RenderAccess {
  readonly http: Http;
  readonly token: Secret;
  /** Base address with version, such as https://api.render.com/v1. */
  readonly api: string;
}

/** The calls that more than one part of the adapter needs. */
export interface RenderApi {
  readonly call: <T>(path: string, request: Omit<Request<T>, "url" | "token">) => Promise<Answer<T>>;
  readonly service: (id: string) => Promise<RenderService>;
  /** Newest first. */
  readonly list: (service: string, query: Readonly<Record<string, string>>) => Promise<readonly Deploy[]>;
}

/** Path and query of a call, escaped. */
export const withQuery = (where: string, query: Readonly<Record<string, string>>): string =>
  `${where}?${new URLSearchParams(query).toString()}`;

/** A path of these parts, each escaped. */
export const path = (...parts: readonly string[]): string =>
  parts.map((part) => `/${encodeURIComponent(part)}`).join("");

const age = (deploy: Deploy): number => Date.parse(deploy.createdAt ?? "") || 0;

/** Calls below one base address with one key. */
export function renderApi({ http, token, api }: RenderAccess): RenderApi {
  const root = api.replace(/\/+$/, "");
  const call = <T>(where: string, request: Omit<Request<T>, "url" | "token">) =>
    http<T>({ ...request, url: root + where, token });
  const get = async <T>(where: string, schema: z.ZodType<T>): Promise<T> => (await call(where, { schema })).body;
  return {
    call,
    service: (id) => get(path("services", id), Service),
    async list(service, query) {
      const found = await get(withQuery(path("services", service, "deploys"), query), Deploys);
      // The order is documented nowhere; a stable sort keeps Render's own among deploys without a time.
      return found.map(({ deploy }) => toDeploy(deploy)).toSorted((one, other) => age(other) - age(one));
    },
  };
}
