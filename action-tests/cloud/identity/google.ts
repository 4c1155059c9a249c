import type { Incoming, Reply, Route } from "../routes.ts";
import { fits } from "./issuer.ts";
import { newPassword, newSecret, type World } from "./world.ts";

const refuse = (error: string, error_description: string): Reply => ({
  status: 400,
  body: { error, error_description },
});
const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
const type = (name: string): string => `urn:ietf:params:oauth:token-type:${name}`;

/** The Security Token Service and the Service Account Credentials API. */
export const googleRoutes = (world: World): readonly Route[] => {
  const federate = ({ body }: Incoming): Reply => {
    const asked = (body ?? {}) as Readonly<Record<string, string | undefined>>;
    const name = /^\/\/iam\.googleapis\.com\/(projects\/.+)$/.exec(asked["audience"] ?? "")?.[1] ?? "";
    const provider = world.options.google?.providers[name];
    if (provider === undefined)
      return refuse("invalid_target", 'The target service indicated by the "audience" parameters is invalid.');
    const wellFormed =
      asked["grantType"] === "urn:ietf:params:oauth:grant-type:token-exchange" &&
      asked["requestedTokenType"] === type("access_token") &&
      asked["subjectTokenType"] === type("jwt") &&
      asked["scope"] === SCOPE;
    if (!wellFormed) return refuse("invalid_request", "Invalid value for a parameter.");
    const audiences = provider.audiences ?? [`https://iam.googleapis.com/${name}`];
    const checked = world.issuer.check(asked["subjectToken"] ?? "", audiences);
    if ("wrong" in checked) {
      const why = {
        audience: "The audience in ID Token does not match the expected audience.",
        expired: "ID Token is stale to sign-in.",
        signature: "Error connecting to the given credential's issuer.",
      };
      return refuse("invalid_grant", why[checked.wrong]);
    }
    if (!fits(provider.subject, checked.subject))
      return refuse("unauthorized_client", "The given credential is rejected by the attribute condition.");
    const token = newPassword(world, "oauth2accesstoken", newSecret(world, "ya29.d."));
    world.tokens.set(token, checked.subject);
    const expires_in = world.lifetime / 1000;
    return {
      status: 200,
      body: { access_token: token, issued_token_type: type("access_token"), token_type: "Bearer", expires_in },
    };
  };

  const impersonate = ({ params, headers, body }: Incoming): Reply => {
    const [email = "", method] = (params["name"] ?? "").split(":");
    const subject = world.tokens.get(/^Bearer (.+)$/.exec(headers["authorization"] ?? "")?.[1] ?? "");
    const account = world.options.google?.serviceAccounts?.[email];
    const fail = (code: number, status: string, message: string): Reply => ({
      status: code,
      body: { error: { code, message, status } },
    });
    if (method !== "generateAccessToken") return { status: 404 };
    if (subject === undefined) return fail(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
    const { scope, lifetime } = (body ?? {}) as { scope?: unknown; lifetime?: unknown };
    if (JSON.stringify(scope) !== JSON.stringify([SCOPE]) || !/^\d+s$/.test(String(lifetime)))
      return fail(400, "INVALID_ARGUMENT", "Request contains an invalid argument.");
    if (account === undefined || !fits(account.subject, subject))
      return fail(
        403,
        "PERMISSION_DENIED",
        "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
      );
    const accessToken = newPassword(world, "oauth2accesstoken", newSecret(world, "ya29.c."));
    return {
      status: 200,
      body: { accessToken, expireTime: new Date(world.now().getTime() + world.lifetime).toISOString() },
    };
  };

  return [
    { method: "POST", path: "/v1/token", handler: federate },
    { method: "POST", path: "/v1/projects/-/serviceAccounts/:name", handler: impersonate },
  ];
};
