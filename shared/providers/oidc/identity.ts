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

const Claims = z.object({ sub: z.string(), repository_visibility: z.string().nullish() });

/** Asks GitHub for a token that `audience` takes, and nobody else. `protect` gets it before anything else does. */
export async function requestIdentity(
  { url, token }: IdentitySource,
  audience: string,
  { http, protect }: { readonly http: Http; readonly protect: (value: string) => Secret },
): Promise<Identity> {
  const address = new URL(url);
  address.searchParams.set("audience", audience);
  const schema = z.object({ value: z.string().min(1) });
  const { body } = await http({ url: address, token: new Secret(token), schema });
  const secret = protect(body.value);
  const claims = Claims.safeParse(claimsOf(body.value));
  if (!claims.success) {
    throw new Failure("SLIP-HTTP-MALFORMED", "GitHub's OIDC token is not one that we can read.", { blame: "provider" });
  }
  return { token: secret, subject: claims.data.sub, visibility: claims.data.repository_visibility ?? "private" };
}

const claimsOf = (jwt: string): unknown => parseJson(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString());
