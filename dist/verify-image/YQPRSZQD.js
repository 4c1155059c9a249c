var t="https://tuf-repo-cdn.sigstore.dev";export{t as a};
