import type { Secret } from "../../action/secret.ts";
import type { Http } from "../../http/types.ts";

/** Where and as whom GitHub is asked. */
export interface GithubAccess {
  readonly http: Http;
  readonly token: Secret;
  /** Base address, such as https://api.github.com; Enterprise Server ends in /api/v3. */
  readonly api: string;
  /** `owner/name` */
  readonly repository: string;
}

/** Of every request to GitHub's REST API. */
export const HEADERS = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" } as const;

/** Address of the repository in the API, without a slash at its end. */
export const repositoryAddress = ({ api, repository }: GithubAccess): string =>
  `${api.replace(/\/+$/, "")}/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;
