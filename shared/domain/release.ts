/** What a release changes at one service, and what was there before. */
export interface ReleasedService {
  readonly provider: string;
  /** The provider's id of the service. */
  readonly id: string;
  readonly commit?: string | undefined;
  /** Image reference by digest. */
  readonly image?: string | undefined;
  readonly before?:
    | { readonly deploy: string; readonly commit?: string | undefined; readonly image?: string | undefined }
    | undefined;
}

/** Forwards, or back to an older release. */
export const RELEASE_KINDS = ["deploy", "rollback"] as const;

/** One commit, with its image digests and migration head, offered to one environment: the payload of a Deployment. */
export interface ReleaseRecord {
  readonly slipway: 1;
  readonly kind: (typeof RELEASE_KINDS)[number];
  readonly environment: string;
  readonly commit: string;
  readonly version?: string | undefined;
  /** By the manifest's name of the service, in the order of deployment. */
  readonly services: Readonly<Record<string, ReleasedService>>;
  readonly images?: Readonly<Record<string, string>> | undefined;
  readonly migrationHead?: string | undefined;
  readonly checkpoint?: string | undefined;
  readonly reason?: string | undefined;
  readonly run: { readonly id: string; readonly attempt: number; readonly url: string };
}
