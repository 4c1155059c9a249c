import type { Secret } from "../../action/secret.ts";
import type { Addresses } from "../../dependencies/addresses/types.ts";

interface KeyOptions {
  readonly addresses: Addresses;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly protect: (value: string) => Secret;
}

interface Keyed {
  readonly url: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The key that belongs to an address: the one configured for the longest path above it, by https or on this machine
 * only. Its value comes from the job's environment; a key that stands in a file of the repository is never used.
 */
export const keysOf = ({ addresses, env, protect }: KeyOptions) => {
  const keys = addresses.keys
    .flatMap(({ below, variable, kind }) => {
      const value = env[variable]?.trim();
      return value === undefined || value === "" ? [] : [{ below, kind, secret: protect(value) }];
    })
    .toSorted((one, other) => other.below.length - one.below.length);

  return ({ url, headers = {} }: Keyed): { token?: Secret; headers?: Readonly<Record<string, string>> } => {
    const { host, pathname, protocol, hostname } = new URL(url);
    if (protocol !== "https:" && hostname !== "127.0.0.1" && hostname !== "localhost") return {};
    const address = `${host}${pathname}/`;
    const key = keys.find(({ below }) => address.startsWith(`${below}/`));
    if (key === undefined) return {};
    if (key.kind === "bearer") return { token: key.secret };
    return { headers: { ...headers, authorization: `Basic ${key.secret.reveal()}` } };
  };
};
