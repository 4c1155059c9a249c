import * as z from "zod";
import type { Answer, Method, Upload } from "../../http/types.ts";
import { apiOf } from "./address.ts";
import { type Challenge, readChallenge } from "./challenge.ts";
import { asRegistryFailure, type Asked, readRefusal, refused, type Refusal } from "./refusals.ts";
import { createTokens, type TokenAccess } from "./tokens.ts";

/** A repository of one registry, as paths and scopes name it. */
export interface Repository {
  readonly registry: string;
  readonly path: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** One call to a registry. */
export interface Call {
  readonly method?: Method;
  /** Below the repository (`manifests/main`), or a whole address that the registry gave us. */
  readonly to: string | URL;
  /** What it does, for messages: "take the layer sha256:…". */
  readonly action: string;
  readonly access: "pull" | "pull,push" | "pull,push,delete";
  /** Further repositories of the same registry that it reads from. */
  readonly alsoFrom?: readonly string[];
  readonly state?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly upload?: Upload;
  readonly maxBytes?: number;
  /** May be answered by a redirect to where the content lies. */
  readonly content?: boolean;
  /** As in shared/http: what must not be sent twice blindly, and what finds out what became of it. */
  readonly repeatable?: boolean;
  readonly adopt?: () => Promise<Reply | undefined>;
  /** Milliseconds for one attempt, and for all. */
  readonly attempt?: number;
  readonly budget?: number;
}

export interface Session {
  /** Every answer but a failing or limiting server's; 401 only when there is nothing better to say who we are. */
  readonly ask: (repository: Repository, call: Call) => Promise<Reply>;
  /** What such an answer means when it is none that the caller can use. */
  readonly refuse: (repository: Repository, call: Pick<Call, "action" | "state">, reply: Reply) => Error;
  readonly refusal: (reply: Reply) => Refusal;
}

export interface SessionOptions extends TokenAccess {
  readonly redact: (text: string) => string;
}

/** Answers that say something about the request; others are the server's failures, and are retried. */
const ANSWERS = [400, 401, 403, 404, 405, 406, 409, 410, 411, 412, 413, 415, 416, 422, 451, 501];
const REDIRECTS = 5;
const LOGINS = 3;
const NOTHING = "Nothing was changed.";
const bytes = z.instanceof(Uint8Array);

const replyOf = ({ status, headers, body }: Answer<Uint8Array>): Reply => ({ status, headers, bytes: body });

export const createSession = (options: SessionOptions): Session => {
  const { http, redact } = options;
  const tokens = createTokens(options);
  /** Known from the first answer on, so that what follows need not be refused first. */
  const challenges = new Map<string, Challenge>();

  const askedOf = (
    { registry, path }: Repository,
    { action, state = NOTHING }: Pick<Call, "action" | "state">,
  ): Asked => ({
    registry,
    path,
    action,
    state,
    redact,
  });

  const send = async (repository: Repository, call: Call, url: URL): Promise<Reply> => {
    const { registry, path } = repository;
    const api = apiOf(registry);
    const ours = url.origin === api.origin;
    const scopes = [
      `repository:${path}:${call.access}`,
      ...(call.alsoFrom ?? []).map((other) => `repository:${other}:pull`),
    ];
    const { method = "GET", upload, maxBytes, repeatable, adopt, attempt, budget } = call;
    const adopted =
      adopt &&
      (async () => {
        const reply = await adopt();
        return reply && { status: reply.status, headers: reply.headers, body: reply.bytes };
      });
    for (let login = 1; ; login++) {
      const challenge = ours ? challenges.get(registry) : undefined;
      const authorization = challenge && (await tokens.authorize(registry, challenge, scopes));
      const reply = replyOf(
        await http({
          method,
          url,
          // Blobs are compressed as they are; a decoding on the way would make other bytes of them.
          headers: {
            "accept-encoding": "identity",
            accept: "*/*",
            ...call.headers,
            ...(authorization === undefined ? {} : { authorization: authorization.reveal() }),
          },
          schema: bytes,
          bytes: true,
          accept: ANSWERS,
          ...(call.content === true ? { redirects: REDIRECTS } : {}),
          ...(upload === undefined ? {} : { upload }),
          ...(maxBytes === undefined ? {} : { maxBytes }),
          ...(repeatable === undefined ? {} : { repeatable }),
          ...(adopted === undefined ? {} : { adopt: adopted }),
          ...(attempt === undefined ? {} : { attempt }),
          ...(budget === undefined ? {} : { budget }),
        }),
      );
      if (reply.status !== 401 || !ours || login > LOGINS) return reply;
      if (authorization !== undefined) tokens.forget(authorization);
      const wanted = readChallenge(reply.headers.get("www-authenticate"), api) ?? challenge;
      if (wanted === undefined) return reply;
      challenges.set(registry, wanted);
      if (wanted.scheme === "basic" && (await options.login(registry)) === undefined) return reply;
    }
  };

  return {
    ask: async (repository, call) => {
      const { to } = call;
      const base = new URL(`${repository.path}/`, apiOf(repository.registry));
      try {
        return await send(repository, call, typeof to === "string" ? new URL(to, base) : to);
      } catch (thrown) {
        throw asRegistryFailure(thrown, askedOf(repository, call));
      }
    },
    refuse: (repository, call, reply) => refused(askedOf(repository, call), readRefusal(reply.status, reply.bytes)),
    refusal: ({ status, bytes: body }) => readRefusal(status, body),
  };
};
