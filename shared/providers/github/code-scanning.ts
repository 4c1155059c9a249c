import { promisify } from "node:util";
import { gzip } from "node:zlib";
import * as z from "zod";
import { oneLine } from "../../action/text.ts";
import { problemOf } from "../../http/problem.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CodeScanning, Uploaded } from "../../ports/code-scanning.ts";
import { type GithubAccess, HEADERS, repositoryAddress } from "./access.ts";

interface Options extends GithubAccess {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Milliseconds that are worth waiting: alerts appear a while later anyway. */
const PATIENCE = 20_000;
const BUDGET = 20_000;
/** GitHub takes no more, compressed. */
const LARGEST = 10 * 1024 * 1024;

const Received = z.looseObject({ id: z.string().nullish(), message: z.string().nullish() }).nullish();
const Processed = z
  .looseObject({ processing_status: z.string().nullish(), errors: z.array(z.string()).nullish() })
  .nullish();

/** Code scanning's SARIF upload; needs `security-events: write`. An accepted upload may still be refused while it is processed. */
export function codeScanning({ clock, signal, ...access }: Options): CodeScanning {
  const { http, token } = access;
  const root = `${repositoryAddress(access)}/code-scanning/sarifs`;

  const send = async (sarif: string, commit: string, ref: string): Promise<Uploaded> => {
    const packed = await promisify(gzip)(sarif);
    if (packed.length > LARGEST) return { kind: "failed", why: "the file is larger than 10 MB when it is compressed" };
    const { status, body } = await http({
      method: "POST",
      url: root,
      token,
      headers: HEADERS,
      body: { commit_sha: commit, ref, sarif: packed.toString("base64"), tool_name: "Slipway dependency review" },
      schema: Received,
      accept: [403, 404],
      // The same findings of the same tool for the same commit take each other's place.
      repeatable: true,
      budget: BUDGET,
    });
    if (status === 403 || status === 404) {
      return {
        kind: "unavailable",
        why: `it is not switched on for this repository, or the job lacks \`security-events: write\` (${oneLine(body?.message ?? String(status))})`,
      };
    }
    const id = body?.id;
    return typeof id === "string" && id !== "" ? follow(id) : { kind: "pending", why: "GitHub gave no id to ask for" };
  };

  const follow = async (id: string): Promise<Uploaded> => {
    const until = clock.now() + PATIENCE;
    for (let pause = 500; clock.now() + pause < until; pause *= 1.5) {
      await clock.sleep(pause, signal);
      const { body } = await http({
        url: `${root}/${encodeURIComponent(id)}`,
        token,
        headers: HEADERS,
        schema: Processed,
        // It may not be visible at once.
        accept: [404],
        budget: BUDGET,
      });
      if (body?.processing_status === "complete") return { kind: "complete", why: "" };
      if (body?.processing_status === "failed") {
        return { kind: "failed", why: (body.errors ?? []).slice(0, 3).join("; ") || "GitHub gave no reason" };
      }
    }
    return { kind: "pending", why: `it was not done within ${PATIENCE / 1000} s` };
  };

  return {
    upload: async (sarif, { commit, ref }) => {
      try {
        return await send(sarif, commit, ref);
      } catch (thrown) {
        signal.throwIfAborted();
        return {
          kind: "failed",
          why: problemOf(thrown)?.vendorMessage ?? (thrown instanceof Error ? thrown.message : String(thrown)),
        };
      }
    },
  };
}
