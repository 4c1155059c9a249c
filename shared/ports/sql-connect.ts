import type { Secret } from "../action/secret.ts";
import type { Clock } from "./clock.ts";
import { type Connect, SqlError, type SqlSession } from "./sql.ts";

/** Milliseconds for one attempt: computes that sleep take a while to wake up. */
const ATTEMPT = 10_000;
const PAUSE = { first: 250, most: 5_000 };

/** What no waiting mends: wrong password, no such database or role, an address or certificate that is not right. */
const HOPELESS = /^(?:28\w{3}|3D000|ADDRESS|ERR_TLS\w*|ENOENT|EACCES|\w*CERT\w*|UNABLE_TO_\w+)$/;

export const isHopeless = (error: SqlError): boolean => HOPELESS.test(error.code);

interface Patience {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly random: () => number;
  /** On the clock's own scale. */
  readonly deadline: number;
  /** Whether an error may go away; the default is `!isHopeless`. */
  readonly mayPass?: (error: SqlError) => boolean;
  readonly onRetry?: (error: SqlError) => void;
  readonly onNotice?: (text: string) => void;
}

/** Connects, again and again until the deadline; throws the last SqlError. */
export async function connectPatiently(connect: Connect, url: Secret, patience: Patience): Promise<SqlSession> {
  const { clock, signal, random, deadline, mayPass = (error) => !isHopeless(error), onRetry, onNotice } = patience;
  for (let pause: number = PAUSE.first; ; pause = Math.min(pause * 2, PAUSE.most)) {
    signal.throwIfAborted();
    try {
      const timeout = Math.max(1_000, Math.min(ATTEMPT, deadline - clock.now()));
      return await connect(url, { timeout, ...(onNotice === undefined ? {} : { onNotice }) });
    } catch (thrown) {
      if (!(thrown instanceof SqlError) || !mayPass(thrown)) throw thrown;
      const wait = pause * (0.5 + random() / 2);
      if (clock.now() + wait >= deadline) throw thrown;
      onRetry?.(thrown);
      await clock.sleep(wait, signal);
    }
  }
}
