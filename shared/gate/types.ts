import type { HttpCheck } from "../domain/manifest/types.ts";

/** One HTTP check against one absolute address. */
export interface GateCheck extends HttpCheck {
  /** The manifest's name of the service that it belongs to. */
  readonly service?: string | undefined;
  /** Commit or version that the answering instance has to tell at `versionPath`. */
  readonly expectVersion?: string | undefined;
}

/** Durations are seconds. */
export interface GateSettings {
  /** Healthy answers in a row that a check needs. */
  readonly successes: number;
  readonly interval: number;
  readonly deadline: number;
  /** So many unhealthy answers in a row end a check before its deadline; 0: only the deadline does. */
  readonly failures: number;
}

/** What the provider says of a service that cannot be asked over HTTP. */
export interface ProviderProof {
  readonly service: string;
  readonly live: boolean;
  /** The provider's own word for the state, hostile text. */
  readonly status: string;
  readonly commit?: string | undefined;
  readonly expectVersion?: string | undefined;
}
