import { randomBytes } from "node:crypto";
import type { Incoming, Reply } from "../routes.ts";
import { refused } from "./refusal.ts";
import { count, type World } from "./world.ts";

type Action = "pull" | "push" | "delete";

const WRONG = Symbol("name or password is wrong");

const userOf = (world: World, header: string | undefined): string | typeof WRONG | undefined => {
  const basic = /^basic (.+)$/i.exec(header ?? "")?.[1];
  if (basic === undefined) return undefined;
  const text = Buffer.from(basic, "base64").toString();
  const colon = text.indexOf(":");
  const [name, password] = [text.slice(0, colon), text.slice(colon + 1)];
  const { users, accepts } = world.options;
  return users?.[name]?.password === password || accepts?.(name, password) === true ? name : WRONG;
};

const may = ({ options }: World, user: string | undefined, path: string, action: Action): boolean => {
  if (user === undefined) return options.anonymous?.(path, action) ?? false;
  return options.users?.[user]?.may?.(path, action) ?? true;
};

const isAction = (text: string): text is Action => text === "pull" || text === "push" || text === "delete";

/** The token service: hands out what the user may of what was asked for. */
export const tokenReply = (world: World, { query, headers }: Incoming): Reply => {
  const user = userOf(world, headers["authorization"]);
  if (user === WRONG) return { status: 401, body: { details: "incorrect username or password" } };
  const access = new Map<string, ReadonlySet<string>>();
  for (const scope of query.getAll("scope")) {
    const [type, path = "", wanted = ""] = scope.split(":");
    if (type !== "repository") continue;
    access.set(path, new Set(wanted.split(",").filter((each) => isAction(each) && may(world, user, path, each))));
  }
  const token = randomBytes(24).toString("base64url");
  const seconds = world.options.tokenSeconds ?? 300;
  world.tokens.set(token, { user, access, until: world.now() + seconds * 1000 });
  count(world, "tokens");
  return { status: 200, body: { token, expires_in: seconds } };
};

/** Whether the request may pass: undefined when it may. */
export const door = (
  world: World,
  { headers }: Incoming,
  path: string,
  actions: readonly Action[],
): Reply | undefined => {
  const { users, accepts, auth = users === undefined && accepts === undefined ? "none" : "token" } = world.options;
  if (auth === "none") return undefined;
  const denied = refused(403, "DENIED", "permission_denied: write_package");
  if (auth === "basic") {
    const user = userOf(world, headers["authorization"]);
    const known = user !== undefined && user !== WRONG;
    const challenge = { "www-authenticate": 'Basic realm="registry"' };
    if (!known) return refused(401, "UNAUTHORIZED", "authentication required", { headers: challenge });
    return actions.every((action) => may(world, user, path, action)) ? undefined : denied;
  }
  const scope = path === "" ? "" : `,scope="repository:${path}:${actions.join(",")}"`;
  const challenge = `Bearer realm="${world.url}/token",service="registry.test"${scope}`;
  const unauthorized = refused(401, "UNAUTHORIZED", "authentication required", {
    headers: { "www-authenticate": challenge },
  });
  const token = world.tokens.get(/^bearer (.+)$/i.exec(headers["authorization"] ?? "")?.[1] ?? "");
  if (token === undefined || token.until <= world.now()) return unauthorized;
  if (path === "") return undefined;
  const granted = token.access.get(path);
  if (granted === undefined) return unauthorized;
  return actions.every((action) => granted.has(action)) ? undefined : denied;
};
