/** How an upload ended; `unavailable`: code scanning is not switched on here, or the token may not write to it. */
export type Uploaded = { readonly kind: "complete" | "pending" | "unavailable" | "failed"; readonly why: string };

export interface CodeScanning {
  /**
   * Hands a SARIF file over for a commit and a ref such as `refs/pull/7/merge`, and waits a while until it is processed.
   * Never rejects but with the signal's reason: findings count wherever they are shown.
   */
  readonly upload: (sarif: string, target: { readonly commit: string; readonly ref: string }) => Promise<Uploaded>;
}
