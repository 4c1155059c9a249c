import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { loadContract, readSpec } from "../../../cloud/contract.ts";
import type { RenderEmulator } from "../../../cloud/render/start.ts";
import { app, type Answer, clientOf, newSetting, type Setting } from "./setting.ts";

interface Recording {
  readonly op: string;
  readonly cassette: string;
  readonly interaction: number;
  readonly request: { readonly method: string; readonly path: string; readonly body: unknown };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
}

const recorded = readSpec("render-recordings.json") as { exchanges: readonly Recording[] } | undefined;
const contract = loadContract("render-cut.patched.json");
const emulated =
  /^(GET \/services(\/\{\w+\}(\/(env-vars|secret-files))?)?|PUT \/services\/\{\w+\}\/(env-vars|secret-files)|(PATCH|DELETE) \/services\/\{\w+\}|POST \/services\/\{\w+\}\/(deploys|scale))$/;
const exchanges = (recorded?.exchanges ?? []).filter(({ op }) => emulated.test(op));

/** What the emulator has no counterpart of. */
const foreign = /\.(disk|environmentId|dockerCommand|dockerContext|dockerfilePath)\b/;

/** Every path to a value with the kind of the value; items of an array are one. */
const shapeOf = (value: unknown, path = ""): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => shapeOf(item, `${path}[]`));
  if (value === null || typeof value !== "object") return [`${path}: ${value === null ? "null" : typeof value}`];
  return Object.entries(value).flatMap(([key, inner]) => shapeOf(inner, `${path}.${key}`));
};

(contract && recorded ? describe : describe.skip)("what was recorded of Render", () => {
  let setting: Setting;
  let render: RenderEmulator;
  let git: RenderEmulator;
  const ids = new Map<string, string>();
  beforeAll(async () => {
    setting = newSetting();
    const commit = setting.commit(app());
    const image = "docker.io/library/nginx:latest";
    const made = { image, startCommand: "node server.mjs", healthCheckPath: "" };
    const images = {
      tags: { [image]: `sha256:${"a".repeat(64)}` },
      content: () => ({ repository: "acme/shop", commit }),
    };
    const initial = image;
    render = await setting.start({
      services: [
        { ...made, name: "worker", type: "worker", initial, env: { A: "1" }, secretFiles: { f: "1" } },
        { ...made, name: "cron", type: "cron", env: { A: "1" }, secretFiles: { f: "1" } },
        { ...made, name: "pre", type: "worker", initial, preDeployCommand: "echo hello" },
        { ...made, name: "gone", type: "worker" },
      ],
      images,
      limits: false,
      // The recorded answer of a cron job's deploy is the empty one.
      answer202: ({ service }) => service === "cron",
    });
    git = await setting.start({ service: { type: "worker" } });
    // By name, before a recorded PATCH gives another one.
    for (const name of ["worker", "cron", "pre", "gone"]) ids.set(name, render.service(name).id);
    ids.set("shop", git.service("shop").id);
  });
  afterAll(() => setting.end());

  /** The service of ours that is most like the recorded one. */
  const targetOf = ({ op, request, response }: Recording): string => {
    const text = JSON.stringify([request.body, response.body]);
    if (text.includes('"repo"') || text.includes('"commit":{')) return "shop";
    if (op.includes("{crn}")) return "cron";
    if (request.method === "DELETE") return "gone";
    return text.includes('"preDeployCommand":"e') || text.includes("pre_deploy_in_progress") ? "pre" : "worker";
  };
  const send = (exchange: Recording): Promise<Answer> => {
    const { request } = exchange;
    const name = targetOf(exchange);
    const target = name === "shop" ? git : render;
    const id = ids.get(name) ?? "";
    const path = request.path
      .replace(/^\/v1/, "")
      .replace(/(srv|crn)-[0-9a-z]{20}/, id)
      .replace(/\?.*/, "");
    const body = JSON.parse(
      JSON.stringify(request.body).replace('"imagePath":"nginx"', '"imagePath":"docker.io/library/nginx:latest"'),
    ) as unknown;
    return clientOf(target)(
      request.method,
      path,
      request.method === "GET" || request.method === "DELETE" ? undefined : body,
    );
  };

  test("fits the description that the emulator's own answers are checked against", () => {
    expect(exchanges.length).toBeGreaterThan(20);
    const problems = exchanges.flatMap(({ request, response }) => {
      const path = new URL(request.path, "http://x").pathname.replace(/^\/v1/, "");
      return contract?.answer(request.method, path, response.status, response.body ?? undefined) ?? [];
    });
    expect(problems).toEqual([]);
  });

  test.each(
    exchanges.map((exchange) => [`${exchange.op} (${exchange.cassette} ${exchange.interaction})`, exchange] as const),
  )("%s", async (_, exchange) => {
    const answer = await send(exchange);
    expect(answer.status).toBe(exchange.response.status);
    const ours = new Set(shapeOf(answer.body));
    const theirs = shapeOf(exchange.response.body ?? undefined).filter((path) => !foreign.test(path));
    const empty = Array.isArray(answer.body) && answer.body.length === 0;
    expect(empty ? [] : theirs.filter((path) => !ours.has(path))).toEqual([]);
    for (const name of ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "render-request-id", "vary"]) {
      expect(answer.headers.get(name)).not.toBeNull();
      expect(exchange.response.headers).toHaveProperty([name]);
    }
  });
});
