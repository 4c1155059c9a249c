import { neonBranch } from "../../../actions/neon-branch/main.ts";
import { spec } from "../../../actions/neon-branch/spec.ts";
import { Secret } from "../../../shared/action/secret.ts";
import type { Inputs } from "../../../shared/action/spec.ts";
import { systemClock } from "../../../shared/action/system-clock.ts";
import type { Manifest } from "../../../shared/domain/manifest/types.ts";
import { createHttp } from "../../../shared/http/client.ts";
import type { Http } from "../../../shared/http/types.ts";
import { neonBranching } from "../../../shared/providers/neon/branching.ts";
import { postgresConnect } from "../../../shared/providers/postgres/connect.ts";
import type { NeonEmulator } from "../../cloud/neon/start.ts";
import { fakeContext } from "../../fakes/context.ts";

export type Given = Partial<Omit<Inputs<typeof spec>, "apiKey">>;

/** Runs the action's main against the emulator, over real HTTP and real Postgres. */
export function start(neon: NeonEmulator, inputs: Given, { ref, manifest }: { ref?: string; manifest?: Manifest } = {}) {
  let http: Http = () => Promise.reject(new Error("not yet"));
  const context = fakeContext(
    spec,
    { apiKey: new Secret(neon.apiKey), projectId: neon.projectId, apiUrl: neon.url, ...inputs },
    {
      clock: systemClock,
      http: (request) => http(request),
      random: Math.random,
      ...(ref === undefined ? {} : { run: { ref } }),
    },
  );
  const usual = { ...context, random: Math.random };
  const running = createHttp(usual);
  // While a cancelled step undoes, requests go out although the signal is aborted.
  const undoing = createHttp({ ...usual, signal: new AbortController().signal });
  http = (request) => (context.signal.aborted ? undoing : running)(request);
  const { clock, signal, protect } = context;
  const result = neonBranch(context, {
    branching: (project) =>
      neonBranching({ http, clock, signal, protect, project, token: context.inputs.apiKey, api: neon.url }),
    connect: postgresConnect(context.redact),
    readManifest: () => (manifest ? Promise.resolve(manifest) : Promise.reject(new Error("no manifest in this test"))),
  });
  result.catch(() => undefined);
  return { context, result };
}

export const run = (neon: NeonEmulator, inputs: Given) => start(neon, inputs).result;
