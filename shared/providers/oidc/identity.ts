import * as z from "zod";
import { Failure } from "../../action/failure.ts";
import { Secret } from "../../action/secret.ts";
import { parseJson } from "../../domain/json.ts";
import type { Http } from "../../http/types.ts";

/** Where a job asks for its OIDC token; both are there only with `id-token: write`. */
export interface IdentitySource {
  readonly url: string;
  readonly token: string;
}

/** A token that says who this job is, and what it says. */
export interface Identity {
  readonly token: Secret;
  readonly subject: string;
  /** `public`, `private` or `internal`. */
  readonly visibility: string;
}

const Answer = z.object({ value: z.string().min(1) });
const Claims = z.object({ sub: z.string(), repository_visibility: z.string().nullish() });

interface Access {
  readonly http: Http;
  readonly protect: (value: string) => Secret;
}

/**
 * Asks GitHub for a token that `audience` takes, and nobody else; GitHub itself when undefined. `protect` gets it before
 * anything else does. It lives for minutes.
 */
export async function requestToken(
  { url, token }: IdentitySource,
  audience: string | undefined,
  { http, protect }: Access,
): Promise<Secret> {
  const address = new URL(url);
  if (audience !== undefined) address.searchParams.set("audience", audience);
  const { body } = await http({ url: address, token: new Secret(token), schema: Answer });
  return protect(body.value);
}

/** The same, and what the token says. */
export async function requestIdentity(source: IdentitySource, audience: string, access: Access): Promise<Identity> {
  const token = await requestToken(source, audience, access);
  const claims = Claims.safeParse(claimsOf(token.reveal()));
  if (!claims.success) {
    throw new Failure("SLIP-HTTP-MALFORMED", "GitHub's OIDC token is not one that we can read.", { blame: "provider" });
  }
  return { token, subject: claims.data.sub, visibility: claims.data.repository_visibility ?? "private" };
}

const claimsOf = (jwt: string): unknown => parseJson(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString());
