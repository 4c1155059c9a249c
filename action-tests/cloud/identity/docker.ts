import type { Incoming, Reply, Route } from "../routes.ts";
import { fits } from "./issuer.ts";
import { newSecret, type World } from "./world.ts";

/** Docker's identity service. */
export const dockerRoutes = (world: World): readonly Route[] => {
  const exchange = ({ raw }: Incoming): Reply => {
    const form = new URLSearchParams(raw.toString());
    const fail = (status: number, message: string): Reply => ({ status, body: { message } });
    const seconds = Number(form.get("expires_in"));
    const wellFormed =
      form.get("grant_type") === "urn:ietf:params:oauth:grant-type:token-exchange" &&
      form.get("subject_token_type") === "urn:ietf:params:oauth:token-type:id_token" &&
      seconds >= 300 &&
      seconds <= 21_600;
    if (!wellFormed) return fail(400, "invalid request");
    const connection = world.options.docker?.connections[form.get("connection_id") ?? ""];
    const checked = world.issuer.check(form.get("subject_token") ?? "", ["https://identity.docker.com"]);
    if (connection === undefined || "wrong" in checked) return fail(401, "invalid subject token");
    if (!fits(connection.subject, checked.subject)) return fail(403, "no ruleset of the connection matches");
    const token = newSecret(world, "dckr_oat_");
    world.passwords.set(token, { username: connection.organization, until: world.now().getTime() + seconds * 1000 });
    return { status: 200, body: { access_token: token, token_type: "Bearer" } };
  };
  return [{ method: "POST", path: "/oauth/token", handler: exchange }];
};
