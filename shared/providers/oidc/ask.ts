import * as z from "zod";
import { type Blame, Failure, toFailure } from "../../action/failure.ts";
import type { Secret } from "../../action/secret.ts";
import { parseJson } from "../../domain/json.ts";
import { uploadOf } from "../oci/body.ts";
import type { CloudAccess } from "./exchange.ts";
import { readRefusal, type Refusal } from "./refusal.ts";

/** One call to a cloud that hands out credentials. Sending it twice does no harm. */
export interface Question {
  /** For people: `AWS`. */
  readonly cloud: string;
  /** What it is asked to do, for messages: "let this job assume the role …". */
  readonly action: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as a form; it may hold secrets. */
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly token?: Secret;
  /** What whoever set up the cloud has to do about a refusal. */
  readonly next: (refusal: Refusal) => string;
  /** Whether the cloud means that it failed itself, which it tells like a refusal. */
  readonly passes?: (refusal: Refusal) => boolean;
}

const REFUSALS = [400, 401, 403, 404];
const TRIES = 4;
const BUDGET = 60_000;
/** Bytes of an answer; tokens have a few thousand. */
const MOST = 256 * 1024;
const NOTHING = "The job is not logged in to the registry; no tag was moved.";

const again = (cloud: string): string =>
  `Run the job again. If it stays so, look at the status page of ${cloud}, and at \`registry-identity\`.`;

const failed = (what: string, blame: Blame, next: string, cause?: unknown): Failure =>
  new Failure("SLIP-REGISTRY-IDENTITY", what, { blame, state: NOTHING, next, cause });

/**
 * What the cloud answers, as `read` understands it, which gets text and gives undefined where that is not what was asked
 * for. Rejects with SLIP-REGISTRY-IDENTITY.
 */
export async function ask<T>(
  question: Question,
  read: (answer: string) => T | undefined,
  { http, clock, signal, redact }: CloudAccess,
): Promise<T> {
  const { cloud, action, url, headers = {}, form, body, token, next, passes = () => false } = question;
  const type = form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" };
  for (let attempt = 1; ; attempt++) {
    const { status, body: answer } = await http({
      method: "POST",
      url,
      headers: { ...type, ...headers },
      ...(form === undefined ? { body } : { upload: uploadOf(Buffer.from(new URLSearchParams(form).toString())) }),
      ...(token === undefined ? {} : { token }),
      schema: z.string(),
      text: true,
      maxBytes: MOST,
      accept: REFUSALS,
      repeatable: true,
      budget: BUDGET,
    }).catch((thrown: unknown) => {
      const failure = toFailure(thrown);
      if (!failure.code.startsWith("SLIP-HTTP-")) throw thrown;
      throw failed(`${cloud} did not ${action}: ${failure.message}`, failure.blame, again(cloud), failure);
    });
    const refusal = status < 400 ? undefined : readRefusal(status, answer, redact);
    if (refusal === undefined) {
      const found = read(answer);
      if (found !== undefined) return found;
    }
    // An answer that is none was lost on its way, most often.
    if (attempt < TRIES && (refusal === undefined || passes(refusal))) {
      await clock.sleep(250 * 2 ** attempt, signal);
      continue;
    }
    if (refusal === undefined) {
      throw failed(
        `${cloud} gave an answer that cannot be understood when asked to ${action}.`,
        "provider",
        again(cloud),
      );
    }
    const words = [refusal.code, refusal.message].filter(Boolean).join(": ");
    throw failed(`${cloud} did not ${action}: ${status}${words === "" ? "" : ` ${words}`}`, "user", next(refusal));
  }
}

/** For answers in JSON. */
export const json =
  <T>(schema: z.ZodType<T>) =>
  (answer: string): T | undefined =>
    schema.safeParse(parseJson(answer)).data;
