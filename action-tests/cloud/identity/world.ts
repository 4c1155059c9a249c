import { randomBytes } from "node:crypto";
import type { Issuer } from "./issuer.ts";

/** What somebody set up in the clouds, so that the job may come in. Subjects may have `*` in them where the cloud allows it. */
export interface IdentityOptions {
  /** Who the job is. Default: `repo:acme/shop:ref:refs/heads/main`. */
  readonly subject?: string;
  readonly aws?: {
    readonly region: string;
    readonly service?: "ecr" | "ecr-public";
    /** Audiences of the account's identity provider for GitHub; undefined: it has none. */
    readonly audiences?: readonly string[];
    /** By ARN: whom the role trusts, and whether its policy lets it log in to registries. */
    readonly roles: Readonly<Record<string, { readonly subject: string; readonly mayLogIn?: boolean }>>;
  };
  readonly google?: {
    /** By name, `projects/…`: whom the attribute condition lets in, and audiences when they are not the default one. */
    readonly providers: Readonly<Record<string, { readonly subject: string; readonly audiences?: readonly string[] }>>;
    /** By address: whom `workloadIdentityUser` is granted to. */
    readonly serviceAccounts?: Readonly<Record<string, { readonly subject: string }>>;
  };
  readonly azure?: {
    readonly tenant: string;
    /** By client id: the federated credential's subject, exactly, and whether it has a role on the registry. */
    readonly clients: Readonly<Record<string, { readonly subject: string; readonly mayPush?: boolean }>>;
  };
  readonly docker?: {
    readonly connections: Readonly<Record<string, { readonly organization: string; readonly subject: string }>>;
  };
  /** Seconds that what is handed out lasts. Default: 3,600. */
  readonly lifetime?: number;
  readonly now?: () => Date;
  readonly port?: number;
}

interface Password {
  readonly username: string;
  readonly until: number;
}

export interface World {
  readonly options: IdentityOptions;
  readonly issuer: Issuer;
  readonly now: () => Date;
  /** Milliseconds that what is handed out lasts. */
  readonly lifetime: number;
  /** By password: what registries take. */
  readonly passwords: Map<string, Password>;
  /** By token: what the cloud itself takes, and who that is. */
  readonly tokens: Map<string, string>;
  /** All that was handed out and is nobody else's business. */
  readonly secrets: string[];
}

/** A secret like none before. `prefix`: as the cloud's own begin. */
export const newSecret = (world: World, prefix: string): string => {
  const secret = `${prefix}${randomBytes(48).toString("base64url")}`;
  world.secrets.push(secret);
  return secret;
};

export const newPassword = (world: World, username: string, password: string): string => {
  world.passwords.set(password, { username, until: world.now().getTime() + world.lifetime });
  return password;
};
