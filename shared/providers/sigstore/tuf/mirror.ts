import * as z from "zod";
import type { Http } from "../../../http/types.ts";

/** Fetches a file of a TUF repository by its path, of at most so many bytes; undefined when the repository has none. */
export type Download = (path: string, most: number) => Promise<Uint8Array | undefined>;

const Bytes = z.instanceof(Uint8Array);

/** For one file, with all attempts: whoever waits for a deploy waits for this. */
const BUDGET = 30_000;
const ATTEMPT = 10_000;

/** From a mirror, whose address has no slash at its end. All that it says is proven by signatures, so that it may redirect. */
export const fromMirror =
  (mirror: string, http: Http): Download =>
  async (path, most) => {
    const { status, body } = await http({
      url: `${mirror}/${path}`,
      schema: Bytes,
      bytes: true,
      maxBytes: most,
      redirects: 3,
      // Stores of files answer 403 for what they do not have.
      accept: [403, 404],
      budget: BUDGET,
      attempt: ATTEMPT,
    });
    return status === 403 || status === 404 ? undefined : body;
  };
