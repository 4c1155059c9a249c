import { expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import type { Http } from "../../../../shared/http/types.ts";
import { identityLogin } from "../../../../shared/providers/oidc/login.ts";
import { virtualClock } from "../../../fakes/clock.ts";
import { ACCOUNT, CLIENT, CONNECTION, PROVIDER, read, ROLE, TENANT } from "./setting.ts";

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const JWT = `${part({})}.${part({ sub: "repo:acme/shop:ref:refs/heads/main" })}.x`;
const AUTHORIZATION = { authorizationToken: Buffer.from("AWS:a:password").toString("base64"), expiresAt: 1.8e9 };

/** What each service answers, as its own documentation has it. */
const answerOf = (url: URL, headers: Readonly<Record<string, string>>): string => {
  if (url.hostname.startsWith("sts.") && url.hostname.includes("amazonaws"))
    return "<AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>key</SecretAccessKey><SessionToken>session</SessionToken>";
  const isPublic = headers["x-amz-target"]?.startsWith("Spencer") === true;
  if (url.hostname.startsWith("api.ecr"))
    return JSON.stringify({ authorizationData: isPublic ? AUTHORIZATION : [AUTHORIZATION] });
  const token = { access_token: "token", refresh_token: "a.b.c", accessToken: "token", expires_in: 3600 };
  return JSON.stringify(token);
};

const AWS = `aws role=${ROLE}`;
const CHINA = "aws role=arn:aws-cn:iam::123456789012:role/images";

test.each([
  [
    AWS,
    "123456789012.dkr.ecr.eu-central-1.amazonaws.com",
    "sts.amazonaws.com",
    ["https://sts.eu-central-1.amazonaws.com/", "https://api.ecr.eu-central-1.amazonaws.com/"],
  ],
  [
    `${AWS} region=us-east-2`,
    "123456789012.dkr.ecr.eu-central-1.amazonaws.com",
    "sts.amazonaws.com",
    ["https://sts.us-east-2.amazonaws.com/", "https://api.ecr.us-east-2.amazonaws.com/"],
  ],
  [
    AWS,
    "public.ecr.aws",
    "sts.amazonaws.com",
    ["https://sts.us-east-1.amazonaws.com/", "https://api.ecr-public.us-east-1.amazonaws.com/"],
  ],
  [
    CHINA,
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
    "sts.amazonaws.com.cn",
    ["https://sts.cn-north-1.amazonaws.com.cn/", "https://api.ecr.cn-north-1.amazonaws.com.cn/"],
  ],
  [
    `google provider=${PROVIDER}`,
    "europe-west3-docker.pkg.dev",
    `https://iam.googleapis.com/${PROVIDER}`,
    ["https://sts.googleapis.com/v1/token"],
  ],
  [
    `google provider=${PROVIDER} service-account=${ACCOUNT}`,
    "gcr.io",
    `https://iam.googleapis.com/${PROVIDER}`,
    [
      "https://sts.googleapis.com/v1/token",
      `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${ACCOUNT}:generateAccessToken`,
    ],
  ],
  [
    `azure tenant=${TENANT} client=${CLIENT}`,
    "acme.azurecr.io",
    "api://AzureADTokenExchange",
    [`https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`, "https://acme.azurecr.io/oauth2/exchange"],
  ],
  [
    `azure tenant=${TENANT} client=${CLIENT}`,
    "acme.azurecr.us",
    "api://AzureADTokenExchange",
    [`https://login.microsoftonline.us/${TENANT}/oauth2/v2.0/token`, "https://acme.azurecr.us/oauth2/exchange"],
  ],
  [
    `azure tenant=${TENANT} client=${CLIENT}`,
    "acme.azurecr.cn",
    "api://AzureADTokenExchange",
    [`https://login.partner.microsoftonline.cn/${TENANT}/oauth2/v2.0/token`, "https://acme.azurecr.cn/oauth2/exchange"],
  ],
  [
    `docker organization=acme connection=${CONNECTION}`,
    "docker.io",
    "https://identity.docker.com",
    ["https://identity.docker.com/oauth/token"],
  ],
])("%s asks for %s where it has to", async (input, registry, audience, addresses) => {
  const asked: string[] = [];
  const http: Http = ({ url, headers = {}, schema }) => {
    const address = new URL(url);
    const ofGithub = address.hostname === "github.example";
    asked.push(ofGithub ? (address.searchParams.get("audience") ?? "") : address.href);
    const body = ofGithub ? { value: JWT } : answerOf(address, headers);
    return Promise.resolve({ status: 200, headers: new Headers(), body: schema.parse(body) });
  };
  const login = identityLogin({
    http,
    clock: virtualClock(),
    signal: new AbortController().signal,
    protect: (value) => new Secret(value),
    redact: (text) => text,
    log: { info: () => {} },
    identity: read(input),
    registry,
    source: { url: "https://github.example/token?v=2", token: "x" },
    session: "slipway-1",
    duration: 900_000,
  });
  expect((await login()).password.reveal()).not.toBe("");
  expect(asked).toEqual([audience, ...addresses]);
});
