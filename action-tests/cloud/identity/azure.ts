import type { Incoming, Reply, Route } from "../routes.ts";
import { newPassword, newSecret, type World } from "./world.ts";

const AUDIENCE = "api://AzureADTokenExchange";
const NOBODY = "00000000-0000-0000-0000-000000000000";
const formOf = ({ raw }: Incoming): URLSearchParams => new URLSearchParams(raw.toString());

/** Entra ID, where a federated credential is signed in with. */
export const azureRoutes = (world: World): readonly Route[] => {
  const signIn = (request: Incoming): Reply => {
    const { azure } = world.options;
    const form = formOf(request);
    const fail = (status: number, error: string, number: number, text: string): Reply => ({
      status,
      body: { error, error_description: `AADSTS${number}: ${text}`, error_codes: [number] },
    });
    if (azure === undefined || request.params["tenant"] !== azure.tenant)
      return fail(400, "invalid_request", 90_002, `Tenant '${request.params["tenant"]}' not found.`);
    const wellFormed =
      form.get("grant_type") === "client_credentials" &&
      form.get("scope") === "https://containerregistry.azure.net/.default" &&
      form.get("client_assertion_type") === "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    if (!wellFormed) return fail(400, "invalid_request", 900_144, "The request body is not as it has to be.");
    const client = form.get("client_id") ?? "";
    const registered = azure.clients[client];
    if (registered === undefined)
      return fail(
        400,
        "unauthorized_client",
        700_016,
        `Application with identifier '${client}' was not found in the directory.`,
      );
    const checked = world.issuer.check(form.get("client_assertion") ?? "", [AUDIENCE]);
    if ("wrong" in checked && checked.wrong !== "audience")
      return fail(401, "invalid_client", 700_024, "Client assertion is not within its valid time range.");
    if ("wrong" in checked || checked.subject !== registered.subject) {
      const subject = "wrong" in checked ? "" : ` '${checked.subject}'`;
      return fail(
        401,
        "invalid_client",
        700_213,
        `No matching federated identity record found for presented assertion subject${subject}.`,
      );
    }
    const token = newSecret(world, "eyJ0eXAi.");
    world.tokens.set(token, client);
    return { status: 200, body: { token_type: "Bearer", expires_in: 3599, access_token: token } };
  };
  return [{ method: "POST", path: "/:tenant/oauth2/v2.0/token", handler: signIn }];
};

/** The part that a registry of Azure has itself: give it to the emulated registry. */
export const azureExchange = (world: World): Route => ({
  method: "POST",
  path: "/oauth2/exchange",
  handler: (request) => {
    const { azure } = world.options;
    const form = formOf(request);
    const client = world.tokens.get(form.get("access_token") ?? "");
    const service = request.headers["host"];
    const known = form.get("grant_type") === "access_token" && form.get("tenant") === azure?.tenant;
    if (!known || form.get("service") !== service || client === undefined || azure?.clients[client]?.mayPush === false)
      return { status: 401, body: { errors: [{ code: "UNAUTHORIZED", message: "authentication required" }] } };
    const exp = Math.floor((world.now().getTime() + world.lifetime) / 1000);
    const claims = Buffer.from(JSON.stringify({ exp, grant_type: "refresh_token" })).toString("base64url");
    const secret = newSecret(world, "");
    const refresh = newPassword(world, NOBODY, `eyJhbGciOiJSUzI1NiJ9.${claims}.${secret}`);
    return { status: 200, body: { refresh_token: refresh } };
  },
});
