import * as z from "zod";
import { Failure } from "../../action/failure.ts";
import type { Answer } from "../../http/types.ts";
import { HEADERS } from "../github/access.ts";
import type { PagesAccess } from "./access.ts";
import { identify } from "./oidc.ts";

const Created = z.looseObject({
  id: z.union([z.number(), z.string()]).nullish(),
  status_url: z.string().nullish(),
  page_url: z.string().nullish(),
  message: z.string().nullish(),
});

const Status = z.looseObject({ status: z.string().nullish() });

export interface PagesDeployment {
  readonly id: string;
  readonly pageUrl: string | undefined;
}

/** `busy`: another deployment is in progress, of that id where it is told. `stale`: our proof of identity is too old. */
export type Started =
  | PagesDeployment
  | { readonly busy: string | undefined }
  | { readonly stale: true }
  | { readonly notReady: string };

const root = ({ api, repository }: PagesAccess): string => `${api.replace(/\/+$/, "")}/repos/${repository}/pages`;

/** What the API calls the deployment; undefined when it does not know it (yet). */
export const statusOf = async (access: PagesAccess, id: string): Promise<string | undefined> => {
  const { status, body } = await access.http({
    url: `${root(access)}/deployments/${encodeURIComponent(id)}`,
    token: access.token,
    headers: HEADERS,
    schema: Status,
    accept: [404],
    budget: 20_000,
  });
  return status === 404 ? undefined : (body.status ?? "unknown");
};

export const cancel = async (access: PagesAccess, id: string): Promise<void> => {
  await access.http({
    method: "POST",
    url: `${root(access)}/deployments/${encodeURIComponent(id)}/cancel`,
    token: access.token,
    headers: HEADERS,
    schema: z.unknown(),
    // It is over already.
    accept: [400, 404, 409, 422],
    repeatable: true,
    budget: 4_000,
  });
};

/** Over for good, and not well. */
export const isFailed = (status: string | undefined): boolean =>
  status !== undefined && /^deployment_(?:cancelled|failed|content_failed|lost)$/.test(status);

/** Asks Pages to deploy an artifact. The body holds a token and is never shown. */
export const start = async (access: PagesAccess, artifact: number, version: string): Promise<Started> => {
  const oidc = await identify(access);
  const { status, body } = await access.http({
    method: "POST",
    url: `${root(access)}/deployments`,
    token: access.token,
    headers: HEADERS,
    body: { artifact_id: artifact, pages_build_version: version, oidc_token: oidc.reveal() },
    schema: Created,
    accept: [400, 404],
    adopt: async (): Promise<Answer<z.infer<typeof Created>> | undefined> => {
      // The build's version serves as id as well; the same version is the same tree.
      const found = await statusOf(access, version);
      if (found === undefined || isFailed(found)) return undefined;
      return { status: 200, headers: new Headers(), body: { id: version } };
    },
  });
  const message = body.message ?? "";
  if (status === 404)
    throw new Failure("SLIP-DOCS-PAGES", "This repository has no GitHub Pages that a workflow may deploy to.", {
      blame: "user",
      state: "Nothing was published by Pages.",
      next: 'Choose "GitHub Actions" as the source under Settings, Pages; a private repository needs a plan that has Pages.',
    });
  if (status === 400) {
    if (/in progress/i.test(message)) return { busy: /cancel\s+([\w.-]{1,100})/i.exec(message)?.[1] };
    if (/(?:oidc|token).{0,80}(?:expired|invalid)|(?:expired|invalid).{0,80}(?:oidc|token)/i.test(message))
      return { stale: true };
    if (/artifact/i.test(message)) return { notReady: message };
    throw new Failure("SLIP-DOCS-PAGES", `GitHub Pages did not take the deployment: ${message.slice(0, 300)}`, {
      blame: "provider",
      state: "The site that was live before still is.",
      next: "Run the job again; what was uploaded is not used.",
    });
  }
  const last = body.status_url
    ?.slice(0, 2_000)
    .replace(/[?#].*$/, "")
    .replace(/\/+$/, "")
    .split("/")
    .at(-1);
  const id = body.id ?? (last === "status" || last === undefined || last === "" ? version : last);
  return { id: String(id), pageUrl: body.page_url ?? undefined };
};
