import { neonBranch } from "../../../actions/neon-branch/main.ts";
import { spec } from "../../../actions/neon-branch/spec.ts";
import { Secret } from "../../../shared/action/secret.ts";
import type { Inputs } from "../../../shared/action/spec.ts";
import { systemClock } from "../../../shared/action/system-clock.ts";
import type { Manifest } from "../../../shared/domain/manifest/types.ts";
import { createHttp } from "../../../shared/http/client.ts";
import type { Http } from "../../../shared/http/types.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import { neonBranching } from "../../../shared/providers/neon/branching.ts";
import { postgresConnect } from "../../../shared/providers/postgres/connect.ts";
import type { NeonEmulator } from "../../cloud/neon/start.ts";
import { fakeContext } from "../../fakes/context.ts";

export type Given = Partial<Omit<Inputs<typeof spec>, "apiKey">>;

/** Real time, only that nobody waits for long: what is waited for here takes milliseconds. */
const brisk: Clock = {
  ...systemClock,
  sleep: (milliseconds, signal) => systemClock.sleep(Math.min(milliseconds, 15), signal),
};

/** Runs the action's main against the emulator, over real HTTP and real Postgres. */
export function start(
  neon: NeonEmulator,
  inputs: Given,
  { ref, manifest, over = (http) => http }: { ref?: string; manifest?: Manifest; over?: (http: Http) => Http } = {},
) {
  let http: Http = () => Promise.reject(new Error("not yet"));
  const context = fakeContext(
    spec,
    { apiKey: new Secret(neon.apiKey), projectId: neon.projectId, apiUrl: neon.url, ...inputs },
    {
      clock: brisk,
      http: (request) => http(request),
      random: Math.random,
      ...(ref === undefined ? {} : { run: { ref } }),
    },
  );
  const usual = { ...context, random: Math.random };
  const running = over(createHttp(usual));
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
