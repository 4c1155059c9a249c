import { isDeepStrictEqual } from "node:util";
import { type NeonEmulator, startNeon } from "../../cloud/neon/start.ts";
import type { Scenario, World } from "../scenario.ts";

const BRANCH = "preview/pr-7";

/** Everything that a header can carry and that quoting, escaping and encoding change. */
const API_KEY = `napi_q"8\\x'm%&<$!+/=@2:wK~t#{v}|;n?`;

const call = async (neon: NeonEmulator, method: string, path: string, body?: unknown): Promise<unknown> => {
  const response = await fetch(`${neon.url}/projects/${neon.projectId}${path}`, {
    method,
    headers: { authorization: `Bearer ${neon.apiKey}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
};

async function clear(neon: NeonEmulator): Promise<void> {
  await neon.settled();
  const { branches } = (await call(neon, "GET", "/branches")) as {
    branches: readonly { id: string; name: string; default: boolean }[];
  };
  for (const branch of branches) if (!branch.default) await call(neon, "DELETE", `/branches/${branch.id}`);
  await neon.settled();
}

type Counts = Readonly<Record<string, number>>;

/** What was counted in the meantime; what did not happen is left out. */
const since = (before: Counts, now: Counts): Counts =>
  Object.fromEntries(
    Object.entries(now)
      .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );

const worlds = (inputs: Readonly<Record<string, string>>, prepared: boolean) => (count: number) =>
  Promise.all(Array.from({ length: count }, () => world(inputs, prepared)));

const world = async (inputs: Readonly<Record<string, string>>, prepared: boolean): Promise<World> => {
  const neon = await startNeon({ apiKey: API_KEY, operationMilliseconds: 1, perMinute: 1e9, perSecondPerRoute: 1e9 });
  let before: Counts = {};
  let start: unknown;
  const reset = async () => {
    // Many a step reads only, or was refused before it changed anything.
    if (isDeepStrictEqual([await neon.dump(), neon.effects()], start)) return;
    await clear(neon);
    if (prepared) {
      await call(neon, "POST", "/branches", { branch: { name: BRANCH }, endpoints: [{ type: "read_write" }] });
      await neon.settled();
    }
    before = neon.effects();
    start = [await neon.dump(), before];
  };
  await reset();
  return {
    step: {
      inputs: { "api-key": neon.apiKey, "api-url": neon.url, "project-id": neon.projectId, branch: BRANCH, ...inputs },
    },
    secrets: {
      given: [neon.apiKey],
      learned: [decodeURIComponent(new URL(neon.uri()).password)],
      outputs: ["database-url", "database-url-pooled"],
    },
    emulators: [neon],
    dump: () => neon.dump(),
    effects: () => since(before, neon.effects()),
    settled: () => neon.settled(),
    reset,
    close: () => neon.close(),
  };
};

export const neonBranch: readonly Scenario[] = [
  {
    name: "neon-branch create",
    action: "neon-branch",
    outcome: "created",
    again: ["found"],
    stride: 1,
    afterCancel: (state) => state,
    open: worlds({ command: "create" }, false),
  },
  {
    name: "neon-branch get",
    action: "neon-branch",
    outcome: "found",
    again: [],
    stride: 1,
    afterCancel: (state) => state,
    open: worlds({ command: "get" }, true),
  },
  {
    name: "neon-branch delete",
    action: "neon-branch",
    outcome: "deleted",
    again: ["absent"],
    stride: 1,
    afterCancel: (state) => state,
    open: worlds({ command: "delete" }, true),
  },
];
