import { spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createGunzip } from "node:zlib";
import { listenOnLoopback } from "../loopback.ts";
import type { Level, Repository, World } from "./world.ts";

/** GitHub's git side: the repositories of the emulator, fetched from and pushed to with the tokens that it issued. */
export interface SmartHttp {
  /** Repositories are at `<url>/<owner>/<name>.git`. */
  readonly url: string;
  /** Method, path and service of each request, oldest first. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

const PATH = /^\/(?<owner>[\w.-]+)\/(?<name>[\w.-]+?)(?:\.git)?(?<rest>\/(?:info\/refs|git-(?:upload|receive)-pack))$/;

/** What the server of GitHub allows, whatever the folder is configured to. */
const SETTINGS = {
  "http.receivepack": "true",
  "uploadpack.allowFilter": "true",
  "uploadpack.allowAnySHA1InWant": "true",
  "receive.denyCurrentBranch": "ignore",
  "safe.directory": "*",
};

const backendEnvironment = (repository: Repository, rest: string, request: IncomingMessage, url: URL) => ({
  PATH: process.env["PATH"],
  GIT_PROJECT_ROOT: repository.git,
  GIT_HTTP_EXPORT_ALL: "1",
  GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
  PATH_INFO: rest,
  QUERY_STRING: url.search.slice(1),
  REQUEST_METHOD: request.method,
  CONTENT_TYPE: request.headers["content-type"],
  REMOTE_USER: "octocat",
  REMOTE_ADDR: "127.0.0.1",
  GIT_CONFIG_COUNT: String(Object.keys(SETTINGS).length),
  ...Object.fromEntries(
    Object.entries(SETTINGS).flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ),
});

const tokenOf = ({ headers }: IncomingMessage): string | undefined => {
  const pair = /^basic (.+)$/i.exec(headers.authorization ?? "")?.[1];
  return pair === undefined ? undefined : Buffer.from(pair, "base64").toString().split(":").slice(1).join(":");
};

const refusal = (world: World, repository: Repository, request: IncomingMessage, level: Level): number | undefined => {
  const given = tokenOf(request);
  const token = given === undefined ? undefined : world.tokens.get(given);
  if (given !== undefined && token === undefined) return 401;
  if (token === undefined) return level === "read" && !repository.private ? undefined : 401;
  const has = token.permissions["contents"];
  const mine = token.repository === `${repository.owner}/${repository.name}`.toLowerCase();
  if (level === "read" && !repository.private) return undefined;
  return mine && (has === "write" || has === level) ? undefined : 403;
};

/** Hands the request to git's own server program and its CGI answer back. */
const serve = (env: Record<string, string | undefined>, request: IncomingMessage, response: ServerResponse): void => {
  const backend = spawn("git", ["http-backend"], { env, stdio: ["pipe", "pipe", "ignore"] });
  const body = request.headers["content-encoding"] === "gzip" ? request.pipe(createGunzip()) : request;
  body.on("error", () => backend.kill());
  backend.stdin.on("error", () => {});
  body.pipe(backend.stdin);
  response.on("close", () => backend.kill());
  let head = Buffer.alloc(0);
  let sent = false;
  backend.stdout.on("data", (chunk: Buffer) => {
    if (sent) return void response.write(chunk);
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) return;
    sent = true;
    const lines = head.subarray(0, end).toString("latin1").split("\r\n");
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
    );
    const { Status: status = "200", ...others } = headers;
    response.writeHead(Number.parseInt(status, 10), others);
    response.write(head.subarray(end + 4));
  });
  backend.once("close", () => (sent ? response.end() : response.writeHead(500).end()));
};

export const startSmartHttp = async (world: World): Promise<SmartHttp> => {
  const requests: string[] = [];
  const { url: root, close } = await listenOnLoopback((request, response) => {
    const url = new URL(request.url ?? "/", "http://git");
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    const { owner, name, rest = "" } = PATH.exec(url.pathname)?.groups ?? {};
    const repository = world.repositories.get(`${owner}/${name}`.toLowerCase());
    const writes = rest.endsWith("git-receive-pack") || url.searchParams.get("service") === "git-receive-pack";
    const refused = repository === undefined ? 404 : refusal(world, repository, request, writes ? "write" : "read");
    if (repository === undefined || refused !== undefined) {
      response.writeHead(refused ?? 404, refused === 401 ? { "www-authenticate": 'Basic realm="GitHub"' } : {});
      response.end(refused === 403 ? "Permission to the repository denied to github-actions[bot]." : "Not Found");
      request.resume();
      return;
    }
    serve(backendEnvironment(repository, rest, request, url), request, response);
  });
  return { url: root, requests, close };
};
