import type { Kind } from "../domain/manifest/types.ts";

/** What to put live: a commit of the service's repository, or an image, or whatever the service is set to. */
export interface Revision {
  readonly commit?: string | undefined;
  /** Full reference, by digest where known: `ghcr.io/acme/shop@sha256:…`. */
  readonly image?: string | undefined;
  /** What the provider may resolve the image to: its own digest and those of its platforms. Unknown when empty. */
  readonly digests?: readonly string[] | undefined;
}

/**
 * `superseded`: a newer deploy took its place before or after it was live. `unknown` statuses of the provider are
 * `running`: they may become anything, the caller's deadline decides.
 */
export type DeployState = "running" | "live" | "failed" | "cancelled" | "superseded";

/** What a provider does for one service of a release. Times are RFC 3339. */
export interface Deploy {
  readonly id: string;
  readonly state: DeployState;
  /** The provider's own word. */
  readonly status: string;
  readonly commit: string | undefined;
  readonly image: string | undefined;
  /** Digest that the provider resolved the image to, `sha256:…`. */
  readonly digest: string | undefined;
  readonly trigger: string | undefined;
  readonly createdAt: string | undefined;
  readonly finishedAt: string | undefined;
}

/** One service as the provider has it now. */
export interface ServiceState {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly url: string | undefined;
  readonly autoDeploy: boolean;
  readonly suspended: boolean;
  readonly usesImage: boolean;
  /** Newest deploy that is live now, if any. */
  readonly live: Deploy | undefined;
}

/** Why a deploy ended as it did, as far as the provider tells. */
export interface Ending {
  readonly reason:
    | "superseded"
    | "cancelled"
    | "build"
    | "pre-deploy"
    | "unhealthy"
    | "crashed"
    | "timed-out"
    | "other";
  /** One sentence, hostile text. */
  readonly detail: string;
  /** Id of the deploy that took its place. */
  readonly by?: string | undefined;
}

/** Puts one revision of one service live and back. One adapter per cloud. */
export interface Deployer {
  readonly describe: (service: string) => Promise<ServiceState>;
  /** Starts a deploy, or adopts the one that an earlier attempt of the same request started since `since`. */
  readonly start: (
    service: string,
    revision: Revision,
    options: { clearCache: boolean; since: Date },
  ) => Promise<Deploy>;
  readonly deploy: (service: string, id: string) => Promise<Deploy>;
  /** Newest first. */
  readonly recent: (service: string, limit: number) => Promise<readonly Deploy[]>;
  readonly cancel: (service: string, id: string) => Promise<void>;
  /** A new deploy from the build of an earlier one. */
  readonly rollback: (service: string, id: string, options: { since: Date }) => Promise<Deploy>;
  readonly setAutoDeploy: (service: string, on: boolean) => Promise<void>;
  readonly explain: (service: string, deploy: Deploy) => Promise<Ending | undefined>;
  /** Last lines of the service's log since a moment, oldest first, hostile text. */
  readonly logs: (service: string, since: Date, limit: number) => Promise<readonly string[]>;
}
