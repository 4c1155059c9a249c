import { randomBytes, randomUUID } from "node:crypto";
import type { Incoming, Reply, Route } from "../routes.ts";
import { fits } from "./issuer.ts";
import { type RoleCredentials, wrongSignature } from "./signature.ts";
import { newPassword, newSecret, type World } from "./world.ts";

const TYPE = { "content-type": "text/xml" };
const refuse = (status: number, code: string, message: string): Reply => ({
  status,
  headers: TYPE,
  raw: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>
  <RequestId>${randomUUID()}</RequestId>
</ErrorResponse>`,
});

interface Role extends RoleCredentials {
  readonly arn: string;
  readonly until: number;
}

/** STS and ECR, under one address: ECR's calls say by a header what they want. */
export const awsRoutes = (world: World): readonly Route[] => {
  const roles = new Map<string, Role>();

  const assume = (form: URLSearchParams): Reply => {
    const { aws } = world.options;
    const value = (name: string): string => form.get(name) ?? "";
    const seconds = Number(value("DurationSeconds") || "3600");
    if (value("Action") !== "AssumeRoleWithWebIdentity" || value("Version") !== "2011-06-15")
      return refuse(400, "InvalidAction", "Could not find operation");
    if (!/^[\w+=,.@-]{2,64}$/.test(value("RoleSessionName")) || !(seconds >= 900 && seconds <= 43_200))
      return refuse(400, "ValidationError", "1 validation error detected");
    if (aws?.audiences === undefined)
      return refuse(
        400,
        "InvalidIdentityToken",
        "No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com",
      );
    const checked = world.issuer.check(value("WebIdentityToken"), aws.audiences);
    if ("wrong" in checked) {
      if (checked.wrong === "expired") return refuse(400, "ExpiredTokenException", "Token expired");
      const why =
        checked.wrong === "audience" ? "Incorrect token audience" : "Couldn't verify the signature of the token";
      return refuse(400, "InvalidIdentityToken", why);
    }
    const arn = value("RoleArn");
    const role = aws.roles[arn];
    if (role === undefined || !fits(role.subject, checked.subject))
      return refuse(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    const keyId = `ASIA${randomBytes(8).toString("hex").toUpperCase()}`;
    const until = world.now().getTime() + seconds * 1000;
    const given = { key: newSecret(world, ""), session: newSecret(world, "IQoJ"), arn, until };
    roles.set(keyId, given);
    return {
      status: 200,
      headers: TYPE,
      raw: `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleWithWebIdentityResult>
    <SubjectFromWebIdentityToken>${checked.subject}</SubjectFromWebIdentityToken>
    <Credentials>
      <SessionToken>${given.session}</SessionToken>
      <SecretAccessKey>${given.key}</SecretAccessKey>
      <Expiration>${new Date(until).toISOString()}</Expiration>
      <AccessKeyId>${keyId}</AccessKeyId>
    </Credentials>
  </AssumeRoleWithWebIdentityResult>
  <ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>
</AssumeRoleWithWebIdentityResponse>`,
    };
  };

  const authorize = (request: Incoming, isPublic: boolean): Reply => {
    const { aws } = world.options;
    const fail = (status: number, type: string, message: string): Reply => ({
      status,
      body: { __type: type, message },
    });
    const service = aws?.service ?? "ecr";
    if (isPublic !== (service === "ecr-public")) return fail(400, "UnknownOperationException", "");
    const find = (id: string): Role | undefined => {
      const role = roles.get(id);
      return role !== undefined && role.until > world.now().getTime() ? role : undefined;
    };
    const wrong = wrongSignature(request, { region: aws?.region ?? "", service }, find, world.now());
    if (wrong !== undefined) return fail(400, wrong.code, wrong.message);
    const [, keyId = ""] = /Credential=([^/]+)/.exec(request.headers["authorization"] ?? "") ?? [];
    const arn = roles.get(keyId)?.arn ?? "";
    if (aws?.roles[arn]?.mayLogIn === false)
      return fail(
        400,
        "AccessDeniedException",
        `User: ${arn} is not authorized to perform: ${service}:GetAuthorizationToken on resource: *`,
      );
    const password = newPassword(world, "AWS", newSecret(world, "eyJwYXls"));
    const authorizationToken = Buffer.from(`AWS:${password}`).toString("base64");
    const data = { authorizationToken, expiresAt: (world.now().getTime() + world.lifetime) / 1000 };
    return { status: 200, body: { authorizationData: isPublic ? data : [{ ...data, proxyEndpoint: "https://ecr" }] } };
  };

  const handler = (request: Incoming): Reply => {
    const target = request.headers["x-amz-target"];
    if (target === undefined) return assume(new URLSearchParams(request.raw.toString()));
    if (request.headers["content-type"] !== "application/x-amz-json-1.1") return { status: 400, body: {} };
    return authorize(request, target === "SpencerFrontendService.GetAuthorizationToken");
  };
  return [{ method: "POST", path: "/", handler }];
};
