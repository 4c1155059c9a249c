import * as z from "zod";
import { Failure } from "../../action/failure.ts";
import type { Bundle } from "../../attestations/bundle.ts";
import { type GithubAccess, HEADERS, repositoryAddress } from "./access.ts";

/** Where GitHub shows an attestation, or why it does not keep it. */
export type Stored = { readonly id: string } | { readonly refused: string };

/**
 * Stores a signed bundle through GitHub's attestations API; needs `attestations: write`, and for a private repository
 * Enterprise Cloud. A refusal is an answer: the bundle lies beside the image anyway.
 */
export async function storeAttestation(access: GithubAccess, bundle: Bundle): Promise<Stored> {
  const { http, token } = access;
  const schema = z.object({ id: z.union([z.number(), z.string()]).nullish(), message: z.string().nullish() }).nullish();
  try {
    const { status, body } = await http({
      method: "POST",
      url: `${repositoryAddress(access)}/attestations`,
      token,
      headers: HEADERS,
      body: { bundle },
      schema,
      accept: [403, 404, 422],
      // The same bundle twice is shown twice, which harms nobody.
      repeatable: true,
    });
    const id = body?.id;
    if (status < 300 && id !== null && id !== undefined) return { id: String(id) };
    return { refused: `GitHub answered ${status}${typeof body?.message === "string" ? `: ${body.message}` : ""}` };
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code === "SLIP-CANCELLED" || thrown.code === "SLIP-TIMEOUT")
      throw thrown;
    return { refused: thrown.message };
  }
}
