import { jest } from "@jest/globals";
import type { RenderOptions, ServiceOptions } from "../../../cloud/render/options.ts";
import { type RenderEmulator, startRender } from "../../../cloud/render/start.ts";
import { newRepository } from "../../../tools/repository.ts";

// Real processes on a machine that may be busy; nothing here waits so long by itself.
jest.setTimeout(60_000);

export type Files = Readonly<Record<string, string>>;

/** A web app that tells which commit, instance and variable it runs with; `/slow` takes until it is told to stop. */
export const app = (more = ""): Files => ({
  "server.mjs": `
import { createServer } from "node:http";
const { PORT, RENDER_GIT_COMMIT = "", RENDER_INSTANCE_ID = "", MODE = "" } = process.env;
let finish = () => {};
const server = createServer((request, response) => {
  const say = (status, body) => { response.writeHead(status, {"content-type": "application/json"}); response.end(JSON.stringify(body)); };
  ${more}
  if (request.url === "/slow") { finish = () => say(200, {commit: RENDER_GIT_COMMIT}); return console.log("slow request arrived"); }
  if (request.url === "/finish") { finish(); return say(200, {}); }
  if (request.url === "/env") return say(200, process.env);
  if (request.url === "/die") process.exit(3);
  if (request.method === "POST") { let size = 0; request.on("data", (c) => { size += c.length; }); request.on("end", () => say(200, {size})); return; }
  say(200, {commit: RENDER_GIT_COMMIT, instance: RENDER_INSTANCE_ID, mode: MODE});
});
server.listen(Number(PORT ?? 0), () => console.log("listening"));
process.on("SIGTERM", () => { console.log("SIGTERM received"); finish(); setImmediate(() => server.close(() => process.exit(0))); });
`,
});

export const unhealthy = app(`if (request.url === "/healthz") return say(503, {});`);

export interface Setting {
  /** Commits files on a branch; answers the commit's id. */
  readonly commit: (files: Files, message?: string) => string;
  readonly git: string;
  readonly start: (options: Partial<RenderOptions> & { service?: Partial<ServiceOptions> }) => Promise<RenderEmulator>;
  readonly end: () => Promise<void>;
}

/** A git repository in a temporary folder, and emulators that are closed at the end. */
export const newSetting = (): Setting => {
  const repository = newRepository();
  const git = repository.folder;
  const emulators: RenderEmulator[] = [];
  return {
    git,
    commit: (files, message = "change") => {
      repository.git("rm", "-rqf", "--ignore-unmatch", ".");
      return repository.commit(message, files);
    },
    start: async ({ service, ...options }) => {
      const web: ServiceOptions = {
        name: "shop",
        repository: "acme/shop",
        startCommand: "node server.mjs",
        healthCheckPath: "/healthz",
        autoDeploy: "off",
        ...service,
      };
      const emulator = await startRender({ repositories: { "acme/shop": { git } }, services: [web], ...options });
      emulators.push(emulator);
      return emulator;
    },
    end: async () => {
      await Promise.all(emulators.splice(0).map((emulator) => emulator.close()));
      repository.remove();
    },
  };
};

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Tests read into answers as they like.
  readonly body: Body;
}
export interface Body {
  readonly [key: string]: Body & string & number & boolean & null;
}

/** A client of the emulator's API. */
export const clientOf =
  (render: RenderEmulator) =>
  async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${render.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${render.apiKey}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : undefined) as Body };
  };

/** Asks again until the answer is the wanted one. Gives up with the last answer after a generous time. */
export const eventually = async <T>(ask: () => Promise<T> | T, wanted: (value: T) => boolean): Promise<T> => {
  const deadline = performance.now() + 15_000;
  for (;;) {
    const value = await ask();
    if (wanted(value) || performance.now() > deadline) return value;
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
};
