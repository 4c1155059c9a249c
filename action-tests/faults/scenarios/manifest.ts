export const REPOSITORY = "acme/shop";
export const IDS = { web: "srv-faults00000000000web", worker: "srv-faults0000000worker0" };

/** Everything that a header can carry and that quoting, escaping and encoding change. */
export const API_KEY = `rnd_4f"7\\c'k%&<$!+/=@9:zQ~e#{w}|;j?`;

export const MANIFEST = `version: 1
services:
  worker:
    provider: render
    kind: worker
    ids: { production: ${IDS.worker} }
  web:
    provider: render
    kind: web
    ids: { production: ${IDS.web} }
    after: [worker]
    checks: [{ path: /healthz, version-path: commit }]
environments:
  production: { from: main }
gate: { successes: 1, interval: 1, deadline: 30 }
`;
