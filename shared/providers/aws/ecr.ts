import * as z from "zod";
import { type AwsIdentity, type Ecr, ecrOf } from "../../domain/registry-identity.ts";
import { ask, json } from "../oidc/ask.ts";
import type { CloudAccess, Grant } from "../oidc/exchange.ts";
import type { Identity } from "../oidc/identity.ts";
import type { Refusal } from "../oidc/refusal.ts";
import { type AwsCredentials, sign } from "./sign.ts";

/** Seconds that AWS gives a role at least. */
const SHORTEST = 900;
/** What AWS writes of a registry's password where it tells no time. */
const HALF_A_DAY = 12 * 3600 * 1000;

const authorization = z.object({ authorizationToken: z.string().min(1), expiresAt: z.number().nullish() });
/** A list from the private registries, one by itself from the public one. */
const Tokens = z.object({ authorizationData: z.union([authorization, z.array(authorization).min(1)]) });

interface Endpoints {
  readonly sts: string;
  readonly ecr: string;
  readonly audience: string;
}

function endpointsOf({ service, region }: Ecr, url: string | undefined): Endpoints {
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return {
    sts: `${url ?? `https://sts.${region}.${suffix}`}/`,
    ecr: `${url ?? `https://api.${service}.${region}.${suffix}`}/`,
    audience: `sts.${suffix}`,
  };
}

/** Assumes the role by the job's token, and asks as the role for a password of the registry. */
export async function ecrGrant(identity: AwsIdentity, registry: string, access: CloudAccess): Promise<Grant> {
  const own = ecrOf(registry);
  const place: Ecr = { service: own?.service ?? "ecr", region: identity.region ?? own?.region ?? "us-east-1" };
  const endpoints = endpointsOf(place, identity.url);
  const job = await access.identify(endpoints.audience);
  const credentials = await assume(identity.role, job, endpoints, access);

  const target = place.service === "ecr" ? "AmazonEC2ContainerRegistry_V20150921" : "SpencerFrontendService";
  const body = "{}";
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `${target}.GetAuthorizationToken` };
  const asked = { method: "POST", url: new URL(endpoints.ecr), headers, body, ...place, at: access.clock.date() };
  const { username, password, expiresAt } = await ask(
    {
      cloud: "AWS",
      action: `give the role ${identity.role} a password for ${registry}`,
      url: endpoints.ecr,
      headers: sign(asked, credentials),
      body: {},
      next: (refusal) => explainToken(refusal, place),
    },
    (answer) => loginIn(answer, access),
    access,
  );
  const lifetime = expiresAt === undefined ? HALF_A_DAY : expiresAt * 1000 - access.clock.date().getTime();
  return { login: { username, password }, lifetime };
}

function loginIn(answer: string, { protect }: CloudAccess) {
  const data = json(Tokens)(answer)?.authorizationData;
  const { authorizationToken = "", expiresAt } = (Array.isArray(data) ? data[0] : data) ?? {};
  const [, username = "", password = ""] =
    /^([^:]+):(.+)$/s.exec(Buffer.from(authorizationToken, "base64").toString()) ?? [];
  if (password === "") return undefined;
  protect(authorizationToken);
  return { username, password: protect(password), expiresAt: expiresAt ?? undefined };
}

async function assume(
  role: string,
  job: Identity,
  { sts, audience }: Endpoints,
  access: CloudAccess,
): Promise<AwsCredentials> {
  const form = {
    Action: "AssumeRoleWithWebIdentity",
    Version: "2011-06-15",
    RoleArn: role,
    RoleSessionName: access.session.slice(0, 64),
    WebIdentityToken: job.token.reveal(),
    DurationSeconds: String(SHORTEST),
  };
  const question = {
    cloud: "AWS",
    action: `let this job assume the role ${role}`,
    url: sts,
    headers: { accept: "application/xml" },
    form,
    next: (refusal: Refusal) => explainRole(refusal, job.subject, audience),
    passes: ({ code }: Refusal) => code === "IDPCommunicationError" || code.startsWith("Throttling"),
  };
  return ask(
    question,
    (xml) => {
      const value = (name: string): string => new RegExp(`<${name}>\\s*([^<\\s]+)\\s*</${name}>`).exec(xml)?.[1] ?? "";
      const [keyId, key, session] = [value("AccessKeyId"), value("SecretAccessKey"), value("SessionToken")];
      if (keyId === "" || key === "" || session === "") return undefined;
      return { keyId, key: access.protect(key), session: access.protect(session) };
    },
    access,
  );
}

function explainRole({ code, message }: Refusal, subject: string, audience: string): string {
  if (code === "InvalidIdentityToken") {
    return /audience/i.test(message)
      ? `Give the identity provider token.actions.githubusercontent.com of the AWS account the audience \`${audience}\`.`
      : `Make token.actions.githubusercontent.com an identity provider (OpenID Connect) of the AWS account, with the audience \`${audience}\`.`;
  }
  if (code === "AccessDenied") {
    return `Let the role's trust policy allow \`sts:AssumeRoleWithWebIdentity\` where \`token.actions.githubusercontent.com:aud\` is \`${audience}\` and \`…:sub\` is \`${subject}\`, which is what this job is.`;
  }
  return "Compare `role=` of `registry-identity` with the ARN of the role, and its trust policy with the how-to.";
}

function explainToken({ code, message }: Refusal, { service }: Ecr): string {
  if (/Signature|ExpiredToken|RequestExpired/i.test(`${code} ${message}`)) {
    return "Look at the clock of the runner: AWS takes no call whose time is more than five minutes off. Then run the job again.";
  }
  return `Give the role a policy that allows \`${service}:GetAuthorizationToken\`${service === "ecr" ? "" : " and `sts:GetServiceBearerToken`"} on \`*\`.`;
}
