import * as z from "zod";
import type { GoogleIdentity } from "../../domain/registry-identity.ts";
import { ask, json } from "../oidc/ask.ts";
import type { CloudAccess, Grant } from "../oidc/exchange.ts";
import type { Refusal } from "../oidc/refusal.ts";

const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
const HOUR = 3600;

const Federated = z.object({ access_token: z.string().min(1), expires_in: z.number().nullish() });
const Impersonated = z.object({ accessToken: z.string().min(1), expireTime: z.string().nullish() });

/** Exchanges the job's token for one of the workload identity pool, and that for the service account's where there is one. */
export async function artifactRegistryGrant(
  { provider, serviceAccount, url }: GoogleIdentity,
  _registry: string,
  access: CloudAccess,
): Promise<Grant> {
  const audience = `https://iam.googleapis.com/${provider}`;
  const job = await access.identify(audience);
  const federated = await ask(
    {
      cloud: "Google Cloud",
      action: `let this job in by ${provider}`,
      url: `${url ?? "https://sts.googleapis.com"}/v1/token`,
      body: {
        audience: `//iam.googleapis.com/${provider}`,
        grantType: "urn:ietf:params:oauth:grant-type:token-exchange",
        requestedTokenType: "urn:ietf:params:oauth:token-type:access_token",
        scope: SCOPE,
        subjectTokenType: "urn:ietf:params:oauth:token-type:jwt",
        subjectToken: job.token.reveal(),
      },
      next: (refusal) => explainPool(refusal, job.subject, audience),
    },
    json(Federated),
    access,
  );
  const token = access.protect(federated.access_token);
  const granted = (password: typeof token, lifetime: number): Grant => ({
    login: { username: "oauth2accesstoken", password },
    lifetime,
  });
  if (serviceAccount === undefined) return granted(token, (federated.expires_in ?? HOUR) * 1000);

  const { accessToken, expireTime } = await ask(
    {
      cloud: "Google Cloud",
      action: `let this job act as ${serviceAccount}`,
      url: `${url ?? "https://iamcredentials.googleapis.com"}/v1/projects/-/serviceAccounts/${serviceAccount}:generateAccessToken`,
      token,
      body: { scope: [SCOPE], lifetime: `${HOUR}s` },
      next: () =>
        `Grant \`roles/iam.workloadIdentityUser\` on ${serviceAccount} to the principal of \`${job.subject}\` in the pool of \`provider=\`, and enable the IAM Service Account Credentials API.`,
    },
    json(Impersonated),
    access,
  );
  const until = Date.parse(expireTime ?? "");
  const lifetime = Number.isNaN(until) ? HOUR * 1000 : until - access.clock.date().getTime();
  return granted(access.protect(accessToken), lifetime);
}

function explainPool({ code, message }: Refusal, subject: string, audience: string): string {
  if (code === "unauthorized_client" || /attribute condition/i.test(message)) {
    return `Let the provider's attribute condition hold for what this job is: \`${subject}\`.`;
  }
  if (code === "invalid_grant" && /audience/i.test(message)) {
    return `Let the provider keep its default audience, or allow \`${audience}\`.`;
  }
  if (code === "invalid_grant") {
    return "Give the provider the issuer `https://token.actions.githubusercontent.com`, without a slash at its end.";
  }
  return "Look whether `provider=` of `registry-identity` names the provider with the project's number, not its id, and whether pool and provider are enabled.";
}
