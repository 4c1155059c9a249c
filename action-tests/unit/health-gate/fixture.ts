import { jest } from "@jest/globals";
import { gate, type Ports } from "../../../actions/health-gate/main.ts";
import { spec } from "../../../actions/health-gate/spec.ts";
import type { Inputs } from "../../../shared/action/spec.ts";
import { parseManifest } from "../../../shared/domain/manifest/parse.ts";
import type { Ledger } from "../../../shared/ports/ledger.ts";
import { fakeContext } from "../../fakes/context.ts";

export const MANIFEST = `
version: 1
services:
  worker: {provider: render, kind: worker, ids: {staging: srv-w1, production: srv-w2}}
  web:
    provider: render
    kind: web
    ids: {staging: srv-s1, production: srv-s2}
    urls: {production: https://shop.example/}
    after: [worker]
    checks: [{path: /healthz, version-path: commit}, {path: /, expect-body: Shop}]
environments:
  staging: {from: main}
  production: {from: main, after: staging}
gate: {successes: 2, interval: 5, deadline: 30}
`;

/** What deploy-render tells of the manifest's services. */
export const deployed = (commit: string, changes: Record<string, object> = {}): string =>
  JSON.stringify([
    { name: "worker", id: "srv-w1", deploy: "dep-1", state: "live", commit, url: null, ...changes["worker"] },
    {
      name: "web",
      id: "srv-s1",
      deploy: "dep-2",
      state: "live",
      commit,
      url: "https://s.onrender.com",
      ...changes["web"],
    },
  ]);

/** Runs the action's main over fakes; the ledger and the saved files can be looked at afterwards. */
export const setUp = (inputs: Partial<Inputs<typeof spec>>, probe: Ports["probe"], manifest = MANIFEST) => {
  const context = fakeContext(spec, inputs);
  const mark = jest.fn<Ledger["mark"]>(async () => undefined);
  const saved: Record<string, string> = {};
  const ledger: Ledger = {
    mark,
    open: () => Promise.reject(new Error("the gate opens nothing")),
    entries: async () => [],
  };
  const ports: Ports = {
    probe,
    ledger,
    readManifest: async (file) => parseManifest(manifest, { file, vars: {} }),
    keep: async (name, text) => {
      saved[name] = text;
      return `/tmp/${name}`;
    },
  };
  return { context, mark, saved, run: (changes: Partial<Ports> = {}) => gate(context, { ...ports, ...changes }) };
};
