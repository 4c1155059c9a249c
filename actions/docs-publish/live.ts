import { randomUUID } from "node:crypto";
import * as z from "zod";
import { Failure, toFailure } from "../../shared/action/failure.ts";
import { LIVE, Live, type Publication } from "../../shared/site/record.ts";
import type { Desk } from "./desk.ts";

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 10_000;
/** Milliseconds that one look may take. */
const LOOK = 8_000;

const UNKNOWN = z.unknown().transform(() => undefined);

/** What an address shows now: the publication, or why none can be told. */
type Shown = Live | { readonly why: string };

export async function look({ context: { http, signal } }: Desk, address: string): Promise<Shown> {
  // A query of its own goes around every cache on the way.
  const url = `${address}${LIVE}?look=${randomUUID()}`;
  try {
    const { status, body } = await http({ url, schema: Live.or(UNKNOWN), accept: [404], budget: LOOK });
    return body !== undefined && status !== 404
      ? body
      : { why: status === 404 ? "it answers 404" : "it shows another site" };
  } catch (thrown) {
    signal.throwIfAborted();
    return { why: toFailure(thrown).message };
  }
}

/** Waits until the address shows this publication or a newer one of the same place. Rejects with SLIP-DOCS-NOT-LIVE. */
export async function untilLive(desk: Desk, address: string, wanted: Publication): Promise<void> {
  const { clock, signal, log } = desk.context;
  const since = clock.now();
  let pause = FIRST_PAUSE;
  for (;;) {
    // oxlint-disable no-await-in-loop -- a poll
    const shown = await look(desk, address);
    const seconds = ((clock.now() - since) / 1000).toFixed(1);
    if ("number" in shown && shown.number > wanted.number) {
      return log.notice(
        `A newer publication (from ${shown.commit.slice(0, 7)}) took the place of this one at ${address}.`,
      );
    }
    if ("number" in shown && shown.number === wanted.number && shown.digest === wanted.digest) {
      return log.info(`${address} shows ${wanted.commit.slice(0, 7)} after ${seconds} s.`);
    }
    const why =
      "why" in shown ? shown.why : `it still shows publication ${shown.number}, from ${shown.commit.slice(0, 7)}`;
    if (clock.now() + pause > desk.deadline) throw notLive(address, why, seconds);
    await clock.sleep(pause, signal);
    pause = Math.min(LONGEST_PAUSE, pause * 1.5);
    // oxlint-enable no-await-in-loop
  }
}

const notLive = (address: string, why: string, seconds: string): Failure =>
  new Failure("SLIP-DOCS-NOT-LIVE", `${address} does not show what was published, after ${seconds} s: ${why}.`, {
    blame: "provider",
    state: "The branch holds the publication.",
    next: "Look in Settings, Pages whether the site is built from this branch, and which address it has; give that as `site-url`. `wait: false` does without the proof.",
  });
