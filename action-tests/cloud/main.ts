/**
 * Starts the local cloud for trying things out: one Render web service and one GitHub repository
 * from a local git repository, and a Neon project.
 *
 *   node action-tests/cloud/main.ts [--git folder] [--start command] [--health path] [--without-neon]
 */
import { once } from "node:events";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startCloud } from "./index.ts";

const { values } = parseArgs({
  options: {
    git: { type: "string", default: "." },
    start: { type: "string", default: "npm start" },
    health: { type: "string", default: "/" },
    "without-neon": { type: "boolean", default: false },
  },
});

const git = resolve(values.git);
const stopped = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
const cloud = await startCloud({
  render: {
    repositories: { "local/app": { git, nodeModules: join(git, "node_modules") } },
    services: [{ name: "app", repository: "local/app", startCommand: values.start, healthCheckPath: values.health }],
  },
  github: { repositories: { "local/app": { git } } },
  ...(values["without-neon"] ? {} : { neon: {} }),
});
const { render, neon, github } = cloud;
const { id, url, hookUrl } = render.service("app");
const lines = [
  ["Render API", render.url],
  ["  api key", render.apiKey],
  ["  service id", id],
  ["  public address", url],
  ["  deploy hook", hookUrl],
  ["GitHub API", github.url],
  ["  repository", "local/app"],
  ["  token", github.issueToken("local/app", { contents: "read", deployments: "write" })],
  ...(neon
    ? [
        ["Neon API", neon.url],
        ["  api key", neon.apiKey],
        ["  project id", neon.projectId],
        ["  database", neon.uri()],
      ]
    : []),
];
for (const [name = "", value = ""] of lines) process.stdout.write(`${name.padEnd(18)}${value}\n`);
await stopped;
await cloud.close();
