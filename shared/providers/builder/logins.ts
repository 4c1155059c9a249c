import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Secret } from "../../action/secret.ts";
import type { RegistryLogin } from "../../ports/registry.ts";
import type { EngineOptions } from "./engine.ts";
import { isForsaken } from "./owner.ts";

export { ownerOf } from "./owner.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Where `docker login` of an earlier step wrote to. */
export const dockerFolder = (env: Env): string => env["DOCKER_CONFIG"] || join(env["HOME"] || "/root", ".docker");

interface Options {
  readonly temp: string;
  /** This process, as `ownerOf` names it. */
  readonly owner: string;
  readonly now: Date;
  readonly env: Env;
  readonly given: { readonly registry: string; readonly login: RegistryLogin } | undefined;
}

const FOLDER = "slipway-build-";

/** What GitHub's runner lends to actions, and BuildKit's `gha` cache asks for. */
const CACHE_VARIABLES = ["ACTIONS_RESULTS_URL", "ACTIONS_CACHE_URL", "ACTIONS_CACHE_SERVICE_V2"];

/**
 * Lays down a Docker configuration of our own for the time of `use`: what others logged in to, and our login beside it. It
 * goes away with the folder, so nothing of ours stays in the user's. `use` gets the folder and the builder's environment.
 */
export async function engineLogins<T>(
  { temp, owner, now, env, given }: Options,
  use: (folder: string, engine: EngineOptions["env"]) => Promise<T>,
): Promise<T> {
  await removeForsaken(temp, now);
  const folder = await mkdtemp(join(temp, `${FOLDER}${owner}-`));
  try {
    const home = dockerFolder(env);
    const own = join(folder, "docker");
    await mkdir(own, { mode: 0o700 });
    // Plugins, contexts and builders stay those that the user has.
    for (const name of ["cli-plugins", "contexts"]) await symlink(join(home, name), join(own, name)).catch(() => {});
    await writeFile(join(own, "config.json"), JSON.stringify(await configuration(home, given)), { mode: 0o600 });
    // Buildah reads the same form, from a file that it is told of.
    const token = env["ACTIONS_RUNTIME_TOKEN"] ?? "";
    return await use(folder, {
      DOCKER_CONFIG: own,
      BUILDX_CONFIG: env["BUILDX_CONFIG"] ?? join(home, "buildx"),
      REGISTRY_AUTH_FILE: join(own, "config.json"),
      ...(token === "" ? {} : { ACTIONS_RUNTIME_TOKEN: new Secret(token) }),
      ...Object.fromEntries(CACHE_VARIABLES.map((name) => [name, env[name]])),
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A process that was killed leaves its logins on the disk of a runner that keeps it. */
async function removeForsaken(temp: string, now: Date): Promise<void> {
  const names = await readdir(temp).catch(() => []);
  const forsaken = names.filter((name) => name.startsWith(FOLDER) && isForsaken(name, now));
  // Another run may be at it too, or it is not ours to remove.
  await Promise.all(forsaken.map((name) => rm(join(temp, name), { recursive: true, force: true }).catch(() => {})));
}

const object = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

async function configuration(home: string, given: Options["given"]): Promise<unknown> {
  const users = await readFile(join(home, "config.json"), "utf8").then(
    (text) => object(JSON.parse(text) as unknown),
    () => ({}) as Readonly<Record<string, unknown>>,
  );
  if (given === undefined) return users;
  const { registry, login } = given;
  const key = registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
  const auth = Buffer.from(`${login.username}:${login.password.reveal()}`).toString("base64");
  return {
    ...users,
    auths: { ...object(users["auths"]), [key]: { auth } },
    // An empty helper means the file: otherwise a helper of the user's would be asked for our login.
    ...(users["credsStore"] === undefined && users["credHelpers"] === undefined
      ? {}
      : { credHelpers: { ...object(users["credHelpers"]), [key]: "" } }),
  };
}
