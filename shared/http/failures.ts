import type { Code } from "../action/codes.ts";
import { Failure } from "../action/failure.ts";
import { isLimited } from "./delay.ts";
import type { Exchange } from "./exchange.ts";
import { type HttpProblem, readProblem } from "./problem.ts";

/** Everything of a message that comes from us and from them together, in characters. */
const MESSAGE_LIMIT = 500;

/** What a failure can tell of the call that it is about. */
export interface Told {
  /** `GET https://api.render.com/v1/services`, without query. */
  readonly label: string;
  readonly reads: boolean;
  readonly redact: (text: string) => string;
  /** Why no further attempt was made, such as "gave up after 7 attempts in 118 s"; "" after the first. */
  readonly effort: string;
  /** Some attempt may have been carried out although this call ends without its answer. */
  readonly unsure: boolean;
  readonly repeatable: boolean;
}

const cut = (text: string): string => (text.length > MESSAGE_LIMIT ? `${text.slice(0, MESSAGE_LIMIT - 1)}…` : text);

const sentence = ({ label, redact, effort }: Told, what: string): string =>
  cut(`${redact(label).slice(0, 250)} ${what}${effort === "" ? "" : ` (${effort})`}`);

const NOTHING = "Nothing was changed by this request.";

const stateOf = ({ reads, unsure, repeatable }: Told): string => {
  if (reads || !unsure) return NOTHING;
  return repeatable
    ? "The request may have been carried out; sending it again does no harm."
    : "An earlier attempt of this request got no answer and may have been carried out.";
};

const codeOf = (status: number, limited: boolean): Code => {
  if (limited) return "SLIP-HTTP-LIMITED";
  if (status >= 300 && status < 400) return "SLIP-HTTP-REDIRECT";
  if (status === 401 || status === 403) return "SLIP-HTTP-AUTH";
  if (status === 404 || status === 410) return "SLIP-HTTP-NOT-FOUND";
  return status === 408 || status >= 500 ? "SLIP-HTTP-FAILED" : "SLIP-HTTP-REFUSED";
};

const NEXT: Readonly<Record<number, string>> = {
  400: "Check the values given to this step: the provider finds the request wrong.",
  401: "Check that the key given to this step is the right one and has neither expired nor been revoked.",
  402: "Check the plan and the payment details in the provider's dashboard.",
  404: "Check the ids and names given to this step, and that the key belongs to the account that owns them.",
  409: "Something of that name exists, or another change is under way: look at the provider's dashboard, then run the step again.",
  410: "It was deleted: give this step the id of one that exists.",
  422: "Check the values given to this step: the provider understands them but cannot accept them.",
  451: "The provider withholds this for legal reasons: ask its support.",
};

const nextStep = (status: number, headers: Headers): string => {
  if (status === 403) {
    const permissions = headers.get("x-accepted-github-permissions");
    return permissions
      ? `Give the token this permission: \`${permissions.replaceAll("=", ": ").slice(0, 120)}\` (\`permissions:\` of the job).`
      : "Give the key or token the permission that this needs, or use one that has it.";
  }
  if (status >= 300 && status < 400)
    return "Give `api-url` the address that the provider answers under, without a redirect.";
  if (status >= 500 || status === 408) return "Look at the provider's status page, then run the step again.";
  return NEXT[status] ?? "Read what the provider says above and change the values given to this step.";
};

const quoted = ({ vendorCode, vendorMessage, requestId }: HttpProblem): string =>
  [
    vendorCode === "" ? "" : ` ${vendorCode}`,
    vendorMessage === "" ? "" : `: ${vendorMessage}`,
    requestId === undefined ? "" : ` [request ${requestId}]`,
  ].join("");

/** For an answer that refuses. `retryAt`: when the provider wants to hear from us again. */
export const refusal = (
  told: Told,
  { status, headers, text }: Extract<Exchange, { kind: "answered" }>,
  retryAt: Date | undefined,
): Failure => {
  const limited = isLimited(status, headers);
  const code = codeOf(status, limited);
  const byUs = code !== "SLIP-HTTP-LIMITED" && code !== "SLIP-HTTP-FAILED";
  const problem = readProblem(status, headers, text, { redact: told.redact, limit: 200 });
  const next =
    retryAt === undefined ? nextStep(limited ? 503 : status, headers) : `Run the step again after ${utc(retryAt)}.`;
  return new Failure(code, sentence(told, `answered ${status}${quoted(problem)}`), {
    blame: byUs ? "user" : "provider",
    state: stateOf(told),
    next,
    cause: problem,
  });
};

const utc = (date: Date): string => `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;

/** For a request that got no answer at all. `permanent`: no repetition can help. */
export const unreachable = (told: Told, reason: string, permanent: boolean): Failure =>
  new Failure("SLIP-HTTP-UNREACHABLE", sentence(told, `got no answer: ${told.redact(reason)}`), {
    blame: permanent ? "user" : "provider",
    state: stateOf(told),
    next: permanent
      ? "Check `api-url`: the name must exist and its certificate must be valid."
      : "Look at the provider's status page and at the runner's network, then run the step again.",
  });

/** For a request that may have been carried out and must not be sent twice. */
export const uncertain = (told: Told, reason: string, cause?: unknown): Failure =>
  new Failure(
    "SLIP-HTTP-UNCERTAIN",
    sentence(told, `was sent, but what became of it is not known: ${told.redact(reason)}`),
    {
      blame: "provider",
      state: "The provider may have carried the request out, or may still do so. It was not sent again.",
      next: "Look in the provider's dashboard whether it happened, then run the step again.",
      cause,
    },
  );

/** For an answer beyond `maxBytes`, of which nothing is used. */
export const tooLarge = (told: Told, maxBytes: number): Failure =>
  new Failure("SLIP-HTTP-TOO-LARGE", sentence(told, `answered with more than ${maxBytes} bytes`), {
    blame: "provider",
    state: told.reads ? NOTHING : "The request was carried out, but its answer was not read.",
    next: "Check that `api-url` is the address of the provider's API.",
  });

/** `detail` names the field where there is one: `services.0.id: expected string`. */
export const malformed = (told: Told, detail: string): Failure =>
  new Failure(
    "SLIP-HTTP-MALFORMED",
    sentence(told, `gave an answer that cannot be understood: ${told.redact(detail)}`),
    {
      blame: "provider",
      state: told.reads ? NOTHING : "The request was probably carried out.",
      next: "Check that `api-url` is the address of the provider's API. If it is, please report this: the provider may have changed its answers.",
    },
  );
