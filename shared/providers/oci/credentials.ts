import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { Secret } from "../../action/secret.ts";
import type { Command } from "../../ports/command.ts";
import type { RegistryLogin } from "../../ports/registry.ts";

/** Finds what to log in with; undefined: ask as anybody may. */
export type Logins = (registry: string) => Promise<RegistryLogin | undefined>;

/** Credentials of one registry, which may be others each time they are asked for. */
export interface GivenLogin {
  readonly registry: string;
  readonly login: () => Promise<RegistryLogin>;
}

export interface LoginSources {
  readonly protect: (value: string) => Secret;
  /** Takes precedence for its registry (`ghcr.io`); for others nobody gets to see it. */
  readonly given?: GivenLogin | undefined;
  /** Docker's folder, where `docker login` writes to. */
  readonly folder?: string | undefined;
  /** Runs the credential helpers that Docker's configuration names; without it they are not asked. */
  readonly command?: Command | undefined;
}

/** The name that stands for "the password is an identity token". */
export const IDENTITY = "<token>";

const entrySchema = z.object({
  auth: z.string().nullish(),
  username: z.string().nullish(),
  password: z.string().nullish(),
  identitytoken: z.string().nullish(),
});
const configSchema = z.object({
  auths: z.record(z.string(), entrySchema).nullish(),
  credHelpers: z.record(z.string(), z.string()).nullish(),
  credsStore: z.string().nullish(),
});
const helperSchema = z.object({ Username: z.string(), Secret: z.string() });

const HUB = "https://index.docker.io/v1/";

/** Where `docker login` of an earlier step wrote to. */
export const dockerFolder = (env: Readonly<Record<string, string | undefined>>): string =>
  env["DOCKER_CONFIG"] || join(env["HOME"] || "/root", ".docker");

/** Keys are addresses in many spellings: `ghcr.io`, `https://ghcr.io/v2/`, `https://index.docker.io/v1/`. */
const registryOf = (key: string): string => {
  const host = key
    .replace(/^https?:\/\//, "")
    .replace(/\/.*$/, "")
    .toLowerCase();
  return /^(?:index|registry-1)\.docker\.io$/.test(host) ? "docker.io" : host;
};

const find = <T>(table: Readonly<Record<string, T>> | null | undefined, registry: string): T | undefined =>
  Object.entries(table ?? {}).find(([key]) => registryOf(key) === registry)?.[1];

const readConfig = async (folder: string): Promise<z.infer<typeof configSchema> | undefined> => {
  try {
    return configSchema.safeParse(JSON.parse(await readFile(join(folder, "config.json"), "utf8"))).data;
  } catch {
    // None, or one that Docker would not read either: then nobody has logged in.
    return undefined;
  }
};

const decoded = (auth: string): readonly [string, string] | undefined => {
  const text = Buffer.from(auth, "base64").toString("utf8").replaceAll("\0", "");
  const colon = text.indexOf(":");
  return colon > 0 ? [text.slice(0, colon), text.slice(colon + 1)] : undefined;
};

export const createLogins = ({ protect, given, folder, command }: LoginSources): Logins => {
  const login = (username: string, password: string): RegistryLogin | undefined =>
    password === "" ? undefined : { username, password: protect(password) };

  const ofHelper = async (helper: string, registry: string): Promise<RegistryLogin | undefined> => {
    if (command === undefined || !/^[\w.-]+$/.test(helper)) return undefined;
    const input = registry === "docker.io" ? HUB : registry;
    const file = `docker-credential-${helper}`;
    const request = {
      file,
      args: ["get"],
      input,
      echo: false,
      timeout: 30_000,
      label: `the credential helper ${file}`,
    };
    try {
      const { code, stdout } = await command({ ...request, accept: [0, 1] });
      const found = code === 0 ? helperSchema.safeParse(JSON.parse(stdout)).data : undefined;
      return found === undefined ? undefined : login(found.Username, found.Secret);
    } catch {
      // Not installed, or it knows nothing: Docker goes on without as well.
      return undefined;
    }
  };

  return async (registry) => {
    if (given?.registry === registry) return await given.login();
    const config = folder === undefined ? undefined : await readConfig(folder);
    if (config === undefined) return undefined;
    const helper = find(config.credHelpers, registry) ?? (config.credsStore || undefined);
    const asked = helper === undefined ? undefined : await ofHelper(helper, registry);
    if (asked !== undefined) return asked;
    const entry = find(config.auths, registry);
    if (entry?.identitytoken) return login(IDENTITY, entry.identitytoken);
    const [username, password] = (entry?.auth ? decoded(entry.auth) : undefined) ?? [
      entry?.username ?? "",
      entry?.password ?? "",
    ];
    return login(username, password);
  };
};
