import type { Clock } from "../ports/clock.ts";
import { createBucket, type Bucket } from "./bucket.ts";
import { decide, isAnswer, mayHaveHappened, mayStillHappen } from "./decide.ts";
import { askedDelay, backoff, isLimited } from "./delay.ts";
import { type Exchange, exchange } from "./exchange.ts";
import { malformed, refusal, type Told, tooLarge, uncertain, unreachable } from "./failures.ts";
import { interpret } from "./interpret.ts";
import { prepare } from "./prepare.ts";
import type { Answer, Http, Request } from "./types.ts";

/** What a client is made of; sizes are bytes, durations milliseconds. */
export interface HttpOptions {
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Its reason is what calls reject with once it is aborted. */
  readonly signal: AbortSignal;
  readonly log: { readonly debug: (line: string) => void; readonly warning: (message: string) => void };
  readonly redact: (text: string) => string;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds for all attempts of one call together. */
  readonly budgetMs?: number;
  /** Milliseconds for one attempt, headers and body. */
  readonly attemptTimeoutMs?: number;
  /** Of one answer, decompressed. */
  readonly maxBytes?: number;
}

/** A call that has been retried for this long is worth a line that everybody sees. */
const WARN_AFTER = 10_000;
/** How long a server that never answered may still be carrying the request out. */
const SETTLE = 30_000;

/** One client for all providers of a run; hosts share nothing but the run's signal. */
export const createHttp = (options: HttpOptions): Http => {
  const { clock, log, signal, redact, fetch = globalThis.fetch } = options;
  const { budgetMs = 120_000, attemptTimeoutMs = 30_000, maxBytes = 32 * 1024 * 1024 } = options;
  const buckets = new Map<string, Bucket>();
  const bucketOf = (host: string): Bucket => {
    const bucket = buckets.get(host) ?? createBucket();
    buckets.set(host, bucket);
    return bucket;
  };

  return async <T>(request: Request<T>): Promise<Answer<T>> => {
    const { target, label, init, rules, reads } = prepare(request);
    const { bytes = false, redirects = 0 } = request;
    const most = request.maxBytes ?? maxBytes;
    const bucket = bucketOf(target.host);
    const started = clock.now();
    const deadline = started + (request.budget ?? budgetMs);
    let attempt = 0;
    let pauses = 0;
    let warned = false;
    let unsure = false;
    /** Set once a request that must happen at most once may have happened. */
    let lostAt: number | undefined;

    const told = (): Told => {
      const seconds = Math.round((clock.now() - started) / 1000);
      const { repeatable } = rules;
      return {
        label,
        reads,
        redact,
        unsure,
        repeatable,
        effort: attempt > 1 ? `gave up after ${attempt} attempts in ${seconds} s` : "",
      };
    };

    const failureOf = (sent: Exchange, asked?: number): Error => {
      if (sent.kind === "too-large") return tooLarge(told(), most);
      if (sent.kind === "unsent") return unreachable(told(), sent.reason, sent.permanent);
      if (sent.kind === "lost") return unreachable(told(), sent.reason, false);
      if (isAnswer(sent.status, rules.accept)) return malformed(told(), "(whole body): the JSON is cut off");
      return refusal(told(), sent, asked === undefined ? undefined : new Date(clock.date().getTime() + asked));
    };

    /** Waits before the next attempt; rejects with `give` when the time or the patience for retries is used up. */
    const pause = async (sent: Exchange, give: (asked?: number) => Error): Promise<void> => {
      const limited = sent.kind === "answered" && isLimited(sent.status, sent.headers);
      const asked = sent.kind === "answered" ? askedDelay(sent.headers, clock.date()) : undefined;
      const jitter = backoff(asked === undefined ? pauses : 0, limited, options.random);
      const wait = (asked ?? 0) + jitter;
      if (clock.now() + wait >= deadline) throw give(asked);
      if (!bucket.take(sent.kind === "lost" && sent.slow)) throw give(asked);
      if (!warned && clock.now() + wait - started > WARN_AFTER) {
        warned = true;
        log.warning(`${label} is still being retried (${summarize(sent)}), next in ${Math.ceil(wait / 1000)} s.`);
      }
      pauses++;
      await clock.sleep(wait, signal);
    };

    /** Asks whether the request happened, several times while the server may still be at work. */
    const look = async (sent: Exchange, since: number): Promise<Answer<T> | undefined> => {
      const give = (): Error => uncertain(told(), summarize(sent));
      do {
        await pause(sent, give);
        const adopted = await request.adopt?.().catch((thrown: unknown) => {
          signal.throwIfAborted();
          throw uncertain(told(), summarize(sent), thrown);
        });
        if (adopted !== undefined) return adopted;
      } while (mayStillHappen(sent) && clock.now() - since < SETTLE);
      return undefined;
    };

    for (;;) {
      attempt++;
      const timeout = Math.max(1, Math.min(request.attempt ?? attemptTimeoutMs, deadline - clock.now()));
      const before = clock.now();
      const isFinal = (status: number): boolean => isAnswer(status, rules.accept);
      const attempted = init();
      const limits = { timeout, pieces: attempted.pieces, maxBytes: most, redirects };
      const sent = await exchange(target, attempted.init, { fetch, signal, isAnswer: isFinal, bytes, ...limits });
      log.debug(`${label} ${summarize(sent)} in ${Math.round(clock.now() - before)} ms, attempt ${attempt}`);

      let decision = decide(sent, rules);
      unsure ||= mayHaveHappened(sent);
      if (decision === "answer" && sent.kind === "answered") {
        const read = interpret(sent, request.schema, request.text === true);
        if (read.kind === "understood") {
          bucket.succeeded();
          return read.answer;
        }
        if (read.kind === "foreign") throw malformed(told(), read.detail);
        decision = decide({ kind: "lost", reason: "the JSON is cut off", slow: false }, rules);
      }
      // The one that was lost may have come in after we looked, and be what this attempt collides with.
      if (decision === "fail" && lostAt !== undefined && sent.kind === "answered" && sent.status === 409)
        decision = "look";

      if (decision === "retry") await pause(sent, (asked) => failureOf(sent, asked));
      else if (decision === "look") {
        lostAt ??= clock.now();
        const adopted = await look(sent, lostAt);
        if (adopted !== undefined) return adopted;
      } else if (decision === "uncertain") throw uncertain(told(), summarize(sent));
      else throw failureOf(sent);
    }
  };
};

const summarize = (sent: Exchange): string =>
  sent.kind === "answered" || sent.kind === "too-large" ? `answered ${sent.status}` : sent.reason;
