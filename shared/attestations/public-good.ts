/** Base addresses of Sigstore's own instance: certificate authority, transparency log, and what both are trusted by. */
export const FULCIO = "https://fulcio.sigstore.dev";
export const REKOR = "https://rekor.sigstore.dev";
export const TUF = "https://tuf-repo-cdn.sigstore.dev";
