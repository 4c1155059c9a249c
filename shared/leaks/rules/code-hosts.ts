import { token } from "../rule.ts";

const WORD = String.raw`\w`;

/** Where code and packages are kept. */
export const codeHostRules = [
  token("github-token", "a GitHub token", ["ghp_", "gho_", "ghu_", "ghr_"], "[A-Za-z0-9]{30,255}"),
  token("github-token", "a GitHub App's token", ["ghs_"], String.raw`[A-Za-z0-9][\w.-]{29,1000}`),
  token("github-token", "a fine-grained GitHub token", ["github_pat_"], `${WORD}{30,255}`),
  token(
    "gitlab-token",
    "a GitLab token",
    "glpat- gldt- glft- glsoat- glrt- glrtr- glcbt- glptt- glagent- gloas- glimt- glffct- glwt-".split(" "),
    String.raw`[\w.-]{16,300}`,
  ),
  token("gitlab-token", "a GitLab runner's registration token", ["GR1348941"], String.raw`[\w-]{20,40}`),
  token("bitbucket-token", "a Bitbucket app password", ["ATBB"], "[A-Za-z0-9]{20,60}"),
  token("atlassian-token", "an Atlassian API token", ["ATATT3", "ATCTT3"], String.raw`[\w=-]{40,300}`),
  token("npm-token", "an npm token", ["npm_"], "[A-Za-z0-9]{30,100}"),
  token("pypi-token", "a PyPI token", ["pypi-AgE"], String.raw`[\w-]{20,1000}`),
  token("crates-token", "a crates.io token", ["cio"], "[A-Za-z0-9]{32}(?![A-Za-z0-9])", {
    entropy: 3.5,
    isReal: ({ value }) => /\d/.test(value) && /[A-Z]/.test(value) && /[a-z]/.test(value),
  }),
  token("rubygems-token", "a RubyGems key", ["rubygems_"], "[a-f0-9]{40,64}"),
  token("nuget-key", "a NuGet key", ["oy2"], "[a-z0-9]{43}(?![a-z0-9])", { entropy: 3.5 }),
  token("clojars-token", "a Clojars token", ["CLOJARS_"], "[A-Za-z0-9]{50,70}"),
  token("docker-token", "a Docker Hub token", ["dckr_pat_", "dckr_oat_"], String.raw`[\w-]{20,100}`),
  token("jfrog-key", "a JFrog key", ["AKCp"], "[A-Za-z0-9]{60,80}"),
  token("sourcegraph-token", "a Sourcegraph token", ["sgp_"], String.raw`(?:local_|[0-9a-f]{16}_)?[0-9a-f]{40}`),
  token("circleci-token", "a CircleCI token", ["CCIPAT_", "CCIPRJ_"], String.raw`[A-Za-z0-9]{10,30}_[0-9a-f]{30,50}`),
  token("buildkite-token", "a Buildkite token", ["bkua_", "bkpt_", "bkct_"], "[A-Za-z0-9]{30,60}"),
  token("sonar-token", "a Sonar token", ["squ_", "sqp_", "sqa_"], "[0-9a-f]{40}"),
  token("octopus-key", "an Octopus Deploy key", ["API-"], "[A-Z0-9]{26}(?![A-Z0-9])", {
    entropy: 3.2,
    isReal: ({ value }) => /\d/.test(value),
  }),
  token("postman-key", "a Postman key", ["PMAK-"], "[0-9a-f]{24}-[0-9a-f]{34}"),
];
