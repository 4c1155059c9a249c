import { Failure } from "../../action/failure.ts";
import type { Secret } from "../../action/secret.ts";
import { requestToken } from "../oidc/identity.ts";
import type { PagesAccess } from "./access.ts";

/** A fresh token that proves which job asks. It lives for minutes: each deployment gets its own. */
export const identify = async ({ http, job, protect }: PagesAccess): Promise<Secret> => {
  const { idTokenUrl, idTokenRequestToken } = job;
  if (idTokenUrl === undefined || idTokenRequestToken === undefined)
    throw new Failure("SLIP-DOCS-PAGES", "The job may not prove who it is, which GitHub Pages asks for.", {
      blame: "user",
      state: "Nothing was handed to Pages.",
      next: "Give the job `permissions: pages: write, id-token: write`.",
    });
  return requestToken({ url: idTokenUrl, token: idTokenRequestToken.reveal() }, undefined, { http, protect });
};
