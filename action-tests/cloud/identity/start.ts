import type { Route } from "../routes.ts";
import { startServer } from "../server.ts";
import type { Emulator } from "../types.ts";
import { awsRoutes } from "./aws.ts";
import { azureExchange, azureRoutes } from "./azure.ts";
import { dockerRoutes } from "./docker.ts";
import { googleRoutes } from "./google.ts";
import { newIssuer } from "./issuer.ts";
import type { IdentityOptions, World } from "./world.ts";

/** GitHub's token service, and the services of four clouds that take its tokens; `url` is the address of all of them. */
export interface IdentityEmulator extends Emulator {
  /** `ACTIONS_ID_TOKEN_REQUEST_URL` and `ACTIONS_ID_TOKEN_REQUEST_TOKEN`. */
  readonly source: { readonly url: string; readonly token: string };
  /** Whether a registry has to take these now. */
  readonly accepts: (username: string, password: string) => boolean;
  /** What a registry of Azure has beside the registry. */
  readonly exchange: Route;
  /** Everything that was handed out. */
  readonly secrets: readonly string[];
}

export const startIdentity = async (options: IdentityOptions): Promise<IdentityEmulator> => {
  const { subject = "repo:acme/shop:ref:refs/heads/main", now = () => new Date(), lifetime = 3600, port } = options;
  const issuer = newIssuer(subject, now);
  const world: World = {
    options,
    issuer,
    now,
    lifetime: lifetime * 1000,
    passwords: new Map(),
    tokens: new Map(),
    secrets: [issuer.requestToken],
  };
  const token = (request: Parameters<typeof issuer.reply>[0]) => {
    const reply = issuer.reply(request);
    const { value } = (reply.body ?? {}) as { value?: string };
    if (value !== undefined) world.secrets.push(value);
    return reply;
  };
  const routes = [
    { method: "GET", path: "/oidc/token", handler: token },
    ...awsRoutes(world),
    ...googleRoutes(world),
    ...azureRoutes(world),
    ...dockerRoutes(world),
  ];
  const server = await startServer({ routes, port });
  return {
    ...server,
    source: { url: `${server.url}/oidc/token?api-version=2.0`, token: issuer.requestToken },
    accepts: (username, password) => {
      const found = world.passwords.get(password);
      return found?.username === username && found.until > now().getTime();
    },
    exchange: azureExchange(world),
    secrets: world.secrets,
    dump: () => ({ handedOut: world.passwords.size }),
  };
};
