import * as z from "zod";
import type { DockerIdentity } from "../../domain/registry-identity.ts";
import { ask, json } from "../oidc/ask.ts";
import type { CloudAccess, Grant } from "../oidc/exchange.ts";

const DOCKER = "https://identity.docker.com";
/** Seconds that Docker gives at least and at most. */
const LIFE = { least: 300, most: 21_600 };

const Token = z.object({ access_token: z.string().min(1) });

/** Exchanges the job's token by an OIDC connection of the organization. */
export async function dockerHubGrant(
  { organization, connection, url }: DockerIdentity,
  _registry: string,
  access: CloudAccess,
): Promise<Grant> {
  const job = await access.identify(DOCKER);
  const seconds = Math.min(LIFE.most, Math.max(LIFE.least, Math.ceil(access.duration / 1000)));
  const { access_token: token } = await ask(
    {
      cloud: "Docker",
      action: `let this job in by the OIDC connection ${connection}`,
      url: `${url ?? DOCKER}/oauth/token`,
      form: {
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
        subject_token: job.token.reveal(),
        connection_id: connection,
        expires_in: String(seconds),
      },
      next: () =>
        `Look whether \`connection=\` of \`registry-identity\` is the id of an active OIDC connection, and give it a ruleset that takes \`${job.subject}\`.`,
    },
    json(Token),
    access,
  );
  return { login: { username: organization, password: access.protect(token) }, lifetime: seconds * 1000 };
}
