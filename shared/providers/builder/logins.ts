import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Secret } from "../../action/secret.ts";
import type { RegistryLogin } from "../../ports/registry.ts";
import { dockerFolder, type GivenLogin } from "../oci/credentials.ts";
import type { EngineOptions } from "./engine.ts";
import { isForsaken } from "./owner.ts";

export { ownerOf } from "./owner.ts";

type Env = Readonly<Record<string, string | undefined>>;

interface Options {
  readonly temp: string;
  /** This process, as `ownerOf` names it. */
  readonly owner: string;
  readonly now: Date;
  readonly env: Env;
  readonly given: GivenLogin | undefined;
}

const FOLDER = "slipway-build-";

/** What GitHub's runner lends to actions, and BuildKit's `gha` cache asks for. */
const CACHE_VARIABLES = ["ACTIONS_RESULTS_URL", "ACTIONS_CACHE_URL", "ACTIONS_CACHE_SERVICE_V2"];

/**
 * Lays down a Docker configuration of our own for the time of `use`: what others logged in to, and our login beside it. It
 * goes away with the folder, so nothing of ours stays in the user's. `use` gets the folder, the builder's environment, and
 * what to call before each command: a login that expires is written anew then.
 */
export async function engineLogins<T>(
  { temp, owner, now, env, given }: Options,
  use: (folder: string, engine: EngineOptions["env"], renew: () => Promise<void>) => Promise<T>,
): Promise<T> {
  await removeForsaken(temp, now);
  const folder = await mkdtemp(join(temp, `${FOLDER}${owner}-`));
  try {
    const home = dockerFolder(env);
    const own = join(folder, "docker");
    await mkdir(own, { mode: 0o700 });
    // Plugins, contexts and builders stay those that the user has.
    for (const name of ["cli-plugins", "contexts"]) await symlink(join(home, name), join(own, name)).catch(() => {});
    const file = join(own, "config.json");
    let written: { readonly login: RegistryLogin | undefined } | undefined;
    const renew = async (): Promise<void> => {
      const login = await given?.login();
      if (written !== undefined && written.login === login) return;
      const text = JSON.stringify(await configuration(home, given && login && { registry: given.registry, login }));
      // In one piece, and apart from one that writes at the same time: another build may be reading it.
      const next = `${file}.${randomUUID()}`;
      await writeFile(next, text, { mode: 0o600 });
      await rename(next, file);
      written = { login };
    };
    await renew();
    // Buildah reads the same form, from a file that it is told of.
    const token = env["ACTIONS_RUNTIME_TOKEN"] ?? "";
    const engine = {
      DOCKER_CONFIG: own,
      BUILDX_CONFIG: env["BUILDX_CONFIG"] ?? join(home, "buildx"),
      REGISTRY_AUTH_FILE: file,
      ...(token === "" ? {} : { ACTIONS_RUNTIME_TOKEN: new Secret(token) }),
      ...Object.fromEntries(CACHE_VARIABLES.map((name) => [name, env[name]])),
    };
    return await use(folder, engine, renew);
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

async function configuration(
  home: string,
  given: { readonly registry: string; readonly login: RegistryLogin } | undefined,
): Promise<unknown> {
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
