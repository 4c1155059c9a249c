/** A manifest that is right and uses everything; the tests make it wrong in one place each. */
export const BASE = `version: 1
services:
  api:
    provider: render
    kind: web
    ids: { staging: srv-aaa, production: srv-bbb }
    urls: { production: https://shop.example.com }
    image: app
    after: [worker]
    checks:
      - path: /healthz
        expect-status: 200
        expect-body: ok
        version-path: commit
        timeout: 5
  worker:
    provider: render
    kind: worker
    ids: { staging: srv-ccc, production: srv-ddd }
images:
  app:
    repository: ghcr.io/acme/shop
    context: .
    file: Dockerfile
database:
  provider: neon
  project: \${NEON_PROJECT_ID}
  tool: drizzle
  directory: drizzle
  branches: { staging: staging, production: main }
environments:
  staging: { from: main }
  production: { from: main, after: staging, approval: required }
gate: { successes: 3, interval: 2, deadline: 300 }
previews: { expires-in: 7d, limit: 10 }
notifications: { slack: true, pagerduty: false }
`;

export const FILE = ".github/slipway.yml";
export const VARS = { NEON_PROJECT_ID: "quiet-river-123", EMPTY: "", HIDDEN: "rnd_0123456789abcdef" };

/** The base with one piece replaced; throws when the piece is not there, for then the test would test nothing. */
export const edit = (from: string, to: string): string => {
  if (!BASE.includes(from)) throw new Error(`not in the base: ${from}`);
  return BASE.replace(from, () => to);
};
