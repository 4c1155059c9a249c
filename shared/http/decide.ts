import { isLimited } from "./delay.ts";
import type { Exchange } from "./exchange.ts";

/**
 * `answer`: hand it over. `retry`: send it again after a while. `look`: find out whether it happened, then adopt or send
 * again. `fail`: it was refused for good, or can never be sent. `uncertain`: nobody can say whether it happened.
 */
export type Decision = "answer" | "retry" | "look" | "fail" | "uncertain";

/** What a request says about being sent again. */
export interface Rules {
  readonly repeatable: boolean;
  readonly accept: readonly number[];
  readonly safeToRepeat: readonly number[];
  readonly canLook: boolean;
}

/** Whether a status is what the caller asked for. */
export const isAnswer = (status: number, accept: readonly number[]): boolean =>
  (status >= 200 && status < 300) || accept.includes(status);

const isFailure = (status: number): boolean => status === 408 || status >= 500;

/** No answer, a server that failed, or one that did not wait for us: the request may have been carried out. */
export const mayHaveHappened = (exchange: Exchange): boolean =>
  exchange.kind === "lost" || (exchange.kind === "answered" && isFailure(exchange.status));

const unlessRepeatable = ({ repeatable, canLook }: Rules): Decision => {
  if (repeatable) return "retry";
  return canLook ? "look" : "uncertain";
};

/** The whole policy on sending again, as a table over what became of one attempt. */
export const decide = (exchange: Exchange, rules: Rules): Decision => {
  switch (exchange.kind) {
    case "too-large":
      return "fail";
    case "unsent":
      return exchange.permanent ? "fail" : "retry";
    case "lost":
      return unlessRepeatable(rules);
    case "answered": {
      const { status, headers } = exchange;
      if (isAnswer(status, rules.accept)) return "answer";
      if (isLimited(status, headers) || rules.safeToRepeat.includes(status)) return "retry";
      return isFailure(status) ? unlessRepeatable(rules) : "fail";
    }
  }
};

/** Whether the server may still be carrying it out although we got no answer, so that one look is not enough. */
export const mayStillHappen = (exchange: Exchange): boolean =>
  exchange.kind === "lost" ? exchange.slow : exchange.kind === "answered" && [408, 504, 524].includes(exchange.status);
