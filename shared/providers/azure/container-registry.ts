import * as z from "zod";
import { parseJson } from "../../domain/json.ts";
import type { AzureIdentity } from "../../domain/registry-identity.ts";
import { apiOf } from "../oci/address.ts";
import { ask, json } from "../oidc/ask.ts";
import type { CloudAccess, Grant } from "../oidc/exchange.ts";
import type { Refusal } from "../oidc/refusal.ts";

const AUDIENCE = "api://AzureADTokenExchange";
/** The name under which a registry takes a refresh token as a password. */
const NOBODY = "00000000-0000-0000-0000-000000000000";
const THREE_HOURS = 3 * 3600 * 1000;

const Entra = z.object({ access_token: z.string().min(1) });
const Exchanged = z.object({ refresh_token: z.string().min(1) });
const Expiring = z.object({ exp: z.number() });

const signInOf = (registry: string): string => {
  if (registry.endsWith(".us")) return "https://login.microsoftonline.us";
  return registry.endsWith(".cn") ? "https://login.partner.microsoftonline.cn" : "https://login.microsoftonline.com";
};

/** Signs in at Entra with the job's token, and exchanges what that gives at the registry itself. */
export async function containerRegistryGrant(
  { tenant, client, url }: AzureIdentity,
  registry: string,
  access: CloudAccess,
): Promise<Grant> {
  const job = await access.identify(AUDIENCE);
  const { access_token: entra } = await ask(
    {
      cloud: "Azure",
      action: `let this job sign in as the client ${client}`,
      url: `${url ?? signInOf(registry)}/${tenant}/oauth2/v2.0/token`,
      form: {
        grant_type: "client_credentials",
        client_id: client,
        scope: "https://containerregistry.azure.net/.default",
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: job.token.reveal(),
      },
      next: (refusal) => explainSignIn(refusal, job.subject),
    },
    json(Entra),
    access,
  );
  const { refresh_token: refresh } = await ask(
    {
      cloud: "Azure",
      action: `give the client ${client} a password for ${registry}`,
      url: new URL("/oauth2/exchange", apiOf(registry)).href,
      form: {
        grant_type: "access_token",
        service: registry,
        tenant,
        access_token: access.protect(entra).reveal(),
      },
      next: () =>
        `Assign the client the role \`AcrPush\` on the registry (\`Container Registry Repository Writer\` where it has permissions by repository).`,
    },
    json(Exchanged),
    access,
  );
  const claims = Expiring.safeParse(parseJson(Buffer.from(refresh.split(".")[1] ?? "", "base64url").toString())).data;
  const lifetime = claims === undefined ? THREE_HOURS : claims.exp * 1000 - access.clock.date().getTime();
  return { login: { username: NOBODY, password: access.protect(refresh) }, lifetime };
}

/** By the numbers that Entra's messages begin with. */
function explainSignIn({ message }: Refusal, subject: string): string {
  if (/AADSTS7002\d+/.test(message)) {
    return `Give the app registration or managed identity a federated credential with the issuer \`https://token.actions.githubusercontent.com\`, the audience \`${AUDIENCE}\` and the subject \`${subject}\`, upper and lower case as here.`;
  }
  if (/AADSTS(?:90002|900023)\b/.test(message))
    return "Compare `tenant=` of `registry-identity` with the directory's id.";
  return "Compare `client=` of `registry-identity` with the application's (client) id, and `tenant=` with the directory that it is in.";
}
