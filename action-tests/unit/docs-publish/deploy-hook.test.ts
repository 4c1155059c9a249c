import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { spec } from "../../../actions/docs-publish/spec.ts";
import { listenOnLoopback } from "../../cloud/loopback.ts";
import { runStep, type StepEnd } from "../../tools/step.ts";
import { page } from "./rig.ts";

const KEY = "hook-key-0815-4711";
const PATH = `/deploy/srv-c0ffee00c0ffee00?key=${KEY}`;

let folder: string;
let remote: string;
let host: Awaited<ReturnType<typeof staticHost>>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "slipway-hook-"));
  remote = join(folder, "acme/shop.git");
  mkdirSync(remote, { recursive: true });
  execFileSync("git", ["init", "--quiet", "--bare", remote]);
  host = await staticHost();
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A host that serves the branch as it was when its hook was called last. */
async function staticHost() {
  const calls: string[] = [];
  let built: string | undefined;
  let answer = (response: ServerResponse): unknown => response.end('{"deploy":{"id":"dep-1"}}');
  const git = (...args: readonly string[]) => execFileSync("git", ["-C", remote, ...args], { encoding: "utf8" });
  const { url: origin, close } = await listenOnLoopback((request, response) => {
    const url = new URL(request.url ?? "/", "http://host");
    if (request.method === "POST") {
      calls.push(request.url ?? "");
      if (request.url === PATH) built = git("rev-parse", "gh-pages").trim();
      return answer(response);
    }
    try {
      if (built === undefined) throw new Error("nothing yet");
      const path = url.pathname.slice(1).replace(/(^|\/)$/, "$1index.html");
      return response.end(git("show", `${built}:${path}`));
    } catch {
      return response.writeHead(404).end("none");
    }
  });
  return { url: origin, calls, answer: (next: typeof answer) => void (answer = next), close };
}

let count = 0;
function publish(text: string, inputs: Readonly<Record<string, string>> = {}): Promise<StepEnd> {
  const source = join(folder, `site-${count++}`);
  mkdirSync(source);
  writeFileSync(join(source, "index.html"), page(text));
  return runStep({
    action: "docs-publish",
    source: true,
    inputs: {
      source,
      comment: "false",
      "site-url": host.url,
      "deploy-hook": `${host.url}${PATH}`,
      timeout: "20",
      ...inputs,
    },
    env: { GITHUB_SERVER_URL: `file://${folder}` },
  });
}
const printed = ({ stdout, stderr, summary, outputs }: StepEnd): string =>
  [stdout.replace(/^::add-mask::.*$/gm, ""), stderr, summary, JSON.stringify(outputs)].join("\n");

describe("another host, by its deploy hook", () => {
  test("is told once the branch moved, and seen to serve it; nobody is told where the hook is", async () => {
    const end = await publish("First");
    expect([end.code, end.outputs["outcome"], end.outputs["page-url"]]).toEqual([0, "published", `${host.url}/`]);
    expect(host.calls).toEqual([PATH]);
    expect(await (await fetch(host.url)).text()).toContain("First");
    expect(printed(end)).toContain("was told to publish the branch");
    expect(printed(end)).not.toMatch(/hook-key|c0ffee/);
    // What is there already needs nobody to be told.
    const again = await publish("First");
    expect([again.outputs["outcome"], host.calls.length]).toEqual(["unchanged", 1]);
  });

  test("is told anew by the next run when the first one could not", async () => {
    host.answer((response) => response.writeHead(404, { "content-type": "text/plain" }).end(`no hook at ${PATH}`));
    const failed = await publish("First", { "deploy-hook": `${host.url}/gone/${KEY}` });
    expect([failed.code, failed.outputs["outcome"]]).toEqual([1, "failed"]);
    expect(failed.stdout.match(/^::error/gm)).toHaveLength(1);
    expect(failed.stdout).toContain("SLIP-DOCS-NOT-LIVE");
    expect(printed(failed)).not.toMatch(/hook-key|c0ffee|gone/);
    host.answer((response) => response.end("ok"));
    const next = await publish("First");
    expect([next.code, next.outputs["outcome"]]).toEqual([0, "unchanged"]);
    expect(await (await fetch(host.url)).text()).toContain("First");
  });

  test.each<[string, (response: ServerResponse) => unknown]>([
    ["nothing", (response) => response.writeHead(204).end()],
    ["commands for the runner", (response) => response.end("\n::error::owned\n::set-output name=x::y\n")],
    ["far too much", (response) => response.end("x".repeat(1_000_000))],
  ])("that answers with %s was told all the same", async (_, answer) => {
    host.answer(answer);
    const end = await publish("Hostile");
    expect([end.code, end.outputs["outcome"]]).toEqual([0, "published"]);
    expect(end.stdout).not.toMatch(/owned|xxxx/);
  });

  test("that leads elsewhere is not followed", async () => {
    host.answer((response) => response.writeHead(302, { location: `${host.url}/elsewhere?key=${KEY}` }).end());
    const end = await publish("Redirect");
    expect([end.code, host.calls]).toEqual([1, [PATH]]);
    expect(printed(end)).not.toMatch(/hook-key|c0ffee|elsewhere/);
  });
});

describe("the input", () => {
  test.each(["http://api.example.com/deploy/x", "ftp://api.example.com/", "hunter2hunter2", "https://a b/"])(
    "%s is refused without being quoted",
    (value) => {
      const read = spec.inputs["deploy-hook"].read(value);
      expect(JSON.stringify(read)).toMatch(/is no address of a deploy hook/);
      expect(JSON.stringify(read)).not.toMatch(/example|hunter2|a b/);
    },
  );
});
