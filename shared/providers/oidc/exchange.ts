import type { Secret } from "../../action/secret.ts";
import type { Http } from "../../http/types.ts";
import type { Clock } from "../../ports/clock.ts";
import type { RegistryLogin } from "../../ports/registry.ts";
import type { Identity } from "./identity.ts";

/** What a cloud hands out for the job's token. */
export interface Grant {
  readonly login: RegistryLogin;
  /** Milliseconds that the registry takes it, from when the cloud was asked. */
  readonly lifetime: number;
}

/** What an exchange needs of its run. */
export interface CloudAccess {
  readonly http: Http;
  readonly clock: Clock;
  readonly protect: (value: string) => Secret;
  readonly signal: AbortSignal;
  readonly redact: (text: string) => string;
  /** The job's token for one audience. */
  readonly identify: (audience: string) => Promise<Identity>;
  /** Names the run where the cloud keeps a log of who came: letters, digits and hyphens. */
  readonly session: string;
  /** Milliseconds that the step may take at most: nobody needs credentials for longer. */
  readonly duration: number;
}
