import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Clock } from "../../ports/clock.ts";
import type { Probe } from "../../ports/probe.ts";
import { BrokenOff, readBody } from "./body.ts";
import { assertAllowed, guardedLookup, RefusedAddress } from "./resolve.ts";

interface ProbeOptions {
  readonly clock: Clock;
  /** Loopback and private networks may be called too. Link-local and metadata addresses never are. */
  readonly allowPrivate: boolean;
  readonly random: () => number;
}

/** Errors that are about the target: it is there and does not want to, or is too slow. All others are about measuring. */
const DOWN =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ERR_STREAM_PREMATURE_CLOSE|HPE_\w+|Z_\w+|ERR__?(BROTLI|ERROR_FORMAT|PADDING)\w*)$/;

/** Probes over Node's own HTTP: a new connection for each try, nothing sent that anybody could want to steal. */
export const httpProbe =
  ({ clock, allowPrivate, random }: ProbeOptions): Probe =>
  async ({ url, method, timeout }, signal) => {
    const began = clock.now();
    const latency = (): number => clock.now() - began;
    const expired = AbortSignal.timeout(Math.max(1, Math.ceil(timeout)));
    try {
      const target = targetOf(url, random);
      assertAllowed(target.hostname, allowPrivate);
      const answer = await send(target, method, allowPrivate, AbortSignal.any([signal, expired]));
      const body = method === "HEAD" ? "" : await readBody(answer);
      answer.destroy();
      return { kind: "answer", status: answer.statusCode ?? 0, headers: flat(answer), body, latency: latency() };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (expired.aborted)
        return { kind: "down", reason: `no whole answer within ${seconds(timeout)}`, latency: latency() };
      return { ...classify(error), latency: latency() };
    }
  };

const targetOf = (url: string, random: () => number): URL => {
  const target = new URL(url);
  if (target.protocol !== "http:" && target.protocol !== "https:")
    throw new RefusedAddress("Only http and https are called.");
  if (target.username !== "" || target.password !== "")
    throw new RefusedAddress("An address with a user name is not called.");
  // Caches that ignore request headers still see an address that they have never seen.
  target.searchParams.set("slipway", Math.floor(random() * 2 ** 32).toString(36));
  return target;
};

const send = (target: URL, method: string, allowPrivate: boolean, signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const options = {
      method,
      signal,
      agent: false,
      lookup: guardedLookup(allowPrivate),
      headers: {
        accept: "application/json, text/*;q=0.9, */*;q=0.8",
        "accept-encoding": "gzip, br",
        "cache-control": "no-cache",
        pragma: "no-cache",
        "user-agent": "slipway-health-gate",
        connection: "close",
      },
    } as const;
    // Said aloud, because the environment can switch verification off for a whole process.
    const request =
      target.protocol === "https:"
        ? requestHttps(target, { ...options, rejectUnauthorized: true })
        : requestHttp(target, options);
    request.once("response", resolve).once("error", reject).end();
  });

const flat = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );

const classify = (error: unknown): { kind: "down" | "unmeasured" | "refused"; reason: string } => {
  const [thrown] = error instanceof AggregateError ? (error.errors as readonly unknown[]) : [error];
  if (thrown instanceof RefusedAddress) return { kind: "refused", reason: thrown.message };
  const code = (thrown as NodeJS.ErrnoException | undefined)?.code ?? "";
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (code === "ERR_INVALID_URL") return { kind: "refused", reason: "The address is not a URL." };
  if (code === "ENOTFOUND") return { kind: "unmeasured", reason: "the host name is not known (ENOTFOUND)" };
  const isDown = DOWN.test(code) || thrown instanceof BrokenOff;
  return {
    kind: isDown ? "down" : "unmeasured",
    reason: code === "" || message.includes(code) ? message : `${message} (${code})`,
  };
};

const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 100) / 10} s`;
