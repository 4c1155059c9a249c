import { field, readUrl } from "./fields.ts";
import { flag, optionalPattern, optionalSecret, optionalText, seconds, url } from "./spec.ts";

/** The inputs that mean the same in every action; spread them under their kebab-case names. */
export const common = {
  githubToken: optionalSecret("Token for the GitHub API; the job's own unless you give another", "${{ github.token }}"),
  manifest: optionalText(
    "Path of the manifest, such as `.github/slipway.yml`; together with `environment` it takes the place of the plain inputs",
  ),
  environment: optionalPattern(
    "Environment of the manifest to act on, such as `staging`",
    /^[A-Za-z0-9][\w.-]{0,99}$/,
    "staging",
  ),
  timeout: seconds("Seconds that the whole step may take", 900),
  dryRun: flag("Say what would be done, and change nothing", false),
  /** Enterprise Server has an API of its own, which its runners tell. */
  githubApiUrl: field<string | undefined>("Base address of GitHub's API; the run's own when absent", readUrl, {
    absent: { value: undefined },
  }),
  apiUrl: (fallback: string) => url("Base address of the provider's API", fallback),
};
