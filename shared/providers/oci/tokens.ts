import * as z from "zod";
import type { Secret } from "../../action/secret.ts";
import type { Http } from "../../http/types.ts";
import type { Clock } from "../../ports/clock.ts";
import type { RegistryLogin } from "../../ports/registry.ts";
import { uploadOf } from "./body.ts";
import type { Challenge } from "./challenge.ts";
import { IDENTITY, type Logins } from "./credentials.ts";

/** The value of an `authorization` header. */
export type Authorization = Secret;

export interface TokenAccess {
  readonly http: Http;
  readonly clock: Clock;
  readonly protect: (value: string) => Secret;
  readonly login: Logins;
}

export interface Tokens {
  /** `scopes`: `repository:acme/shop:pull,push`. Undefined: nothing to log in with where that is needed. */
  readonly authorize: (
    registry: string,
    challenge: Challenge,
    scopes: readonly string[],
  ) => Promise<Authorization | undefined>;
  /** The registry no longer takes this one: get another the next time. */
  readonly forget: (header: Authorization) => void;
}

interface Kept {
  readonly header: Authorization;
  /** On the clock's own scale. */
  readonly until: number;
}

/** The specification's word for those that tell no time. */
const SECONDS = 60;
/** A token that is about to expire would do so on the way. */
const MARGIN = 10_000;

const answerSchema = z.object({
  token: z.string().nullish(),
  access_token: z.string().nullish(),
  expires_in: z.number().nullish(),
});

export const createTokens = ({ http, clock, protect, login }: TokenAccess): Tokens => {
  const kept = new Map<string, Promise<Kept | undefined>>();
  const stale = new WeakSet<Authorization>();
  const basic = ({ username, password }: RegistryLogin): Secret =>
    protect(`Basic ${Buffer.from(`${username}:${password.reveal()}`).toString("base64")}`);

  const fetchToken = async (
    challenge: Challenge & { scheme: "bearer" },
    scopes: readonly string[],
    given: RegistryLogin | undefined,
  ): Promise<Kept> => {
    const started = clock.now();
    const query = scopes.map((scope) => ["scope", scope] satisfies [string, string]);
    const service = challenge.service === undefined ? [] : [["service", challenge.service] satisfies [string, string]];
    const headers = { "accept-encoding": "identity" };
    const schema = answerSchema;
    const ask = async () => {
      if (given?.username === IDENTITY) {
        const grant = { grant_type: "refresh_token", refresh_token: given.password.reveal(), client_id: "slipway" };
        const form = new URLSearchParams([
          ...Object.entries(grant),
          ...service,
          ["scope", scopes.join(" ")] satisfies [string, string],
        ]);
        const bytes = Buffer.from(form.toString());
        const upload = uploadOf(bytes);
        const type = { "content-type": "application/x-www-form-urlencoded" };
        const post = { method: "POST", repeatable: true, url: challenge.realm, upload } as const;
        return await http({ ...post, schema, headers: { ...headers, ...type } });
      }
      const url = new URL(challenge.realm.href);
      for (const [name, value] of [...service, ...query]) url.searchParams.append(name, value);
      const authorization = given === undefined ? {} : { authorization: basic(given).reveal() };
      return await http({ url, schema, headers: { ...headers, ...authorization } });
    };
    const { body } = await ask();
    const token = protect(body.token || body.access_token || "");
    return {
      header: protect(`Bearer ${token.reveal()}`),
      until: started + Math.max(1, body.expires_in ?? SECONDS) * 1000,
    };
  };

  const fresh = async (registry: string, challenge: Challenge, scopes: readonly string[]) => {
    const given = await login(registry);
    if (challenge.scheme === "bearer") return await fetchToken(challenge, scopes, given);
    return given === undefined ? undefined : { header: basic(given), until: given.until ?? Number.POSITIVE_INFINITY };
  };

  return {
    authorize: async (registry, challenge, scopes) => {
      const key = JSON.stringify([registry, ...scopes]);
      const before = kept.get(key);
      const known = await before?.catch(() => undefined);
      if (known !== undefined && !stale.has(known.header) && known.until - MARGIN > clock.now()) return known.header;
      // Those who ask at the same time wait for the same token.
      const current = kept.get(key);
      const pending = current === undefined || current === before ? fresh(registry, challenge, scopes) : current;
      kept.set(key, pending);
      try {
        return (await pending)?.header;
      } catch (thrown) {
        if (kept.get(key) === pending) kept.delete(key);
        throw thrown;
      }
    },
    forget: (header) => void stale.add(header),
  };
};
