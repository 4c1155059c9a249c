import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import tar from "tar-stream";
import { createRedactor } from "../../../../shared/action/redaction/redactor.ts";
import { Secret } from "../../../../shared/action/secret.ts";
import { systemClock } from "../../../../shared/action/system-clock.ts";
import { createHttp } from "../../../../shared/http/client.ts";
import type { Clock } from "../../../../shared/ports/clock.ts";
import { createPagesHost } from "../../../../shared/providers/pages/pages.ts";
import { zipFile } from "../../../../shared/providers/pages/zip.ts";
import { type PagesEmulator, startPages } from "../../../cloud/pages/start.ts";
import type { PagesOptions } from "../../../cloud/pages/world.ts";
import { installed } from "../../../tools/installed.ts";
import { until } from "../../../tools/until.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const SPEED = 100;
/** A hundred seconds in one: sockets are real, waits are short. */
const fast: Clock = {
  now: () => systemClock.now() * SPEED,
  date: systemClock.date,
  sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / SPEED, signal),
};

let folder: string;
let site: string;
let pages: PagesEmulator | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "slipway-pages-"));
  site = join(folder, "site.tar");
  const pack = tar.pack();
  for (const [name, text] of [
    ["index.html", "<h1>Home</h1>"],
    [".well-known/security.txt", "x"],
    [".nojekyll", ""],
    ["guide/index.html", "y"],
  ] as const)
    pack.entry({ name, mtime: new Date(0) }, text);
  pack.finalize();
  await pipeline(pack, createWriteStream(site));
});
afterEach(async () => {
  await pages?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function setUp(options: PagesOptions = {}, job: Partial<Record<string, string | undefined>> = {}) {
  pages = await startPages({ duration: 2_000, now: fast.now, ...options });
  const controller = new AbortController();
  const redactor = createRedactor();
  const lines: string[] = [];
  const undos: (() => Promise<void>)[] = [];
  const note = (line: string) => void lines.push(line);
  const http = createHttp({
    clock: fast,
    random: () => 0.1,
    // What is undone after a cancellation goes over the same client.
    signal: new AbortController().signal,
    log: { debug: note, warning: note },
    redact: redactor.redact,
  });
  const environment = { ...pages.environment, ...job };
  const secret = (name: string) => (environment[name] === undefined ? undefined : new Secret(environment[name]));
  const host = createPagesHost({
    http,
    token: new Secret(pages.token),
    api: pages.url,
    repository: pages.repository,
    clock: fast,
    signal: controller.signal,
    protect: (value) => {
      redactor.add(value);
      return new Secret(value);
    },
    onCancel: (_, undo) => {
      undos.push(undo);
      return () => void undos.splice(undos.indexOf(undo), 1);
    },
    log: { info: note, warning: note },
    temp: folder,
    job: {
      resultsUrl: environment["ACTIONS_RESULTS_URL"],
      runtimeToken: secret("ACTIONS_RUNTIME_TOKEN"),
      idTokenUrl: environment["ACTIONS_ID_TOKEN_REQUEST_URL"],
      idTokenRequestToken: secret("ACTIONS_ID_TOKEN_REQUEST_TOKEN"),
    },
  });
  // Ten minutes of the machine: only tests that wait for the deadline give a shorter one.
  const publish = (seconds = 60_000, isLive = () => Promise.resolve(false)) =>
    host.publish({ tar: site, commit: COMMIT, deadline: fast.now() + seconds * 1_000, isLive });
  return { pages, host, publish, lines, undos, controller };
}

const said = async (
  attempt: Promise<unknown>,
): Promise<{ code?: string; message?: string; next?: string; outcome?: string }> =>
  attempt.then(
    () => ({ message: "no error" }),
    (thrown: unknown) => thrown as Error,
  );

describe("the happy path", () => {
  test("publishes every file, hidden ones too, says where, and leaves nothing behind", async () => {
    const { pages: emulator, publish, lines, host, undos } = await setUp();
    expect(await publish()).toEqual({ pageUrl: emulator.siteUrl });
    const live = await emulator.live();
    expect([...live.keys()].toSorted((one, other) => (one < other ? -1 : 1))).toEqual([
      ".nojekyll",
      ".well-known/security.txt",
      "guide/index.html",
      "index.html",
    ]);
    expect(await (await fetch(`${emulator.siteUrl}guide/`)).text()).toBe("y");
    expect(await host.address()).toBe(emulator.siteUrl);
    expect(emulator.violations).toEqual([]);
    expect(emulator.effects()).toEqual({ "artifacts finished": 1, "deployments created": 1, "identities issued": 1 });
    expect([undos.length, readdirSync(folder)]).toEqual([0, ["site.tar"]]);
    const tokens = emulator.journal.flatMap(({ answer }) =>
      typeof answer === "object" && answer !== null && "value" in answer ? [String(answer.value)] : [],
    );
    expect(tokens).toHaveLength(1);
    for (const value of [...tokens, ...Object.values(emulator.environment).slice(1, 2), emulator.token])
      expect(lines.join("\n")).not.toContain(value);
  });

  test("the same tar is the same artifact, and one larger than a part goes up in blocks", async () => {
    const first = await setUp();
    await first.publish();
    const again = await setUp();
    await again.publish();
    expect(again.pages.dump()).toEqual(first.pages.dump());
    await first.pages.close();
    await again.pages.close();

    const pack = tar.pack();
    pack.entry({ name: "index.html" }, "big");
    for (let index = 0; index < 3; index++) pack.entry({ name: `${index}.bin` }, randomBytes(12 * 1024 * 1024));
    pack.finalize();
    await pipeline(pack, createWriteStream(site));
    const large = await setUp();
    large.pages.fault({ method: "PUT", nth: 1, action: { kind: "reset" } });
    await large.publish();
    expect((await large.pages.live()).size).toBe(4);
    expect(
      large.pages.journal.filter(({ method, query }) => method === "PUT" && query.includes("comp=block&")).length,
    ).toBeGreaterThan(1);
  });
});

describe("what Pages does now and then", () => {
  test.each([
    ["it does not know the deployment at first", { unknownFor: 8_000, duration: 10_000 }, 1],
    ["the answer has no id, but an address", { omitId: "status-url" }, 1],
    ["the answer has neither", { omitId: "nothing" }, 1],
    ["an attempt goes wrong in between", { endings: ["attempt-error"], duration: 10_000 }, 1],
    ["it fails once", { endings: ["deployment_failed"] }, 2],
    ["it loses the deployment twice", { endings: ["deployment_lost", "deployment_lost"] }, 3],
  ] as const)("%s", async (_, options, deployments) => {
    const { pages: emulator, publish } = await setUp(options);
    await publish();
    expect((await emulator.live()).get("index.html")?.toString()).toBe("<h1>Home</h1>");
    expect(emulator.effects()["deployments created"]).toBe(deployments);
    expect(emulator.effects()["identities issued"]).toBe(deployments);
  });

  test("another deployment is in progress: it is waited for", async () => {
    const { pages: emulator, publish, lines } = await setUp();
    // Longer than the upload takes on a machine that has no time for us.
    emulator.occupy("f".repeat(40), 150_000);
    await publish();
    expect((await emulator.live()).size).toBe(4);
    expect(emulator.effects()["deployments cancelled"]).toBeUndefined();
    expect(lines.join()).toContain("Another deployment is in progress");
  });

  test("another deployment never ends: it is cancelled", async () => {
    const { pages: emulator, publish } = await setUp();
    emulator.occupy("f".repeat(40), "stuck");
    await publish();
    expect((await emulator.live()).size).toBe(4);
    expect(emulator.effects()["deployments cancelled"]).toBe(1);
  });

  test("the proof of identity is too old: a fresh one is taken", async () => {
    const { pages: emulator, publish } = await setUp();
    const body = { message: "Invalid OIDC token: the token has expired", documentation_url: "x", status: "400" };
    emulator.fault({
      method: "POST",
      path: /pages\/deployments$/,
      nth: 0,
      action: { kind: "status", status: 400, body },
    });
    await publish();
    expect(emulator.effects()["identities issued"]).toBe(2);
  });

  test.each(["lost-answer", "reset", "truncate"] as const)("any one answer is cut: %s", async (kind) => {
    const clean = await setUp();
    await clean.publish();
    const requests = clean.pages.journal.length;
    await clean.pages.close();
    for (let nth = 0; nth < Math.min(requests, 7); nth++) {
      const { pages: emulator, publish } = await setUp();
      emulator.fault({ nth, action: { kind } });
      await publish();
      expect((await emulator.live()).size).toBe(4);
      expect(emulator.effects()["deployments created"]).toBe(1);
      await emulator.close();
    }
  });

  test.each([500, 502, 503])("any one answer is %d", async (status) => {
    for (let nth = 0; nth < 6; nth++) {
      const { pages: emulator, publish } = await setUp();
      emulator.fault({ nth, action: { kind: "status", status } });
      await publish();
      expect((await emulator.live()).size).toBe(4);
      expect(emulator.effects()["deployments created"]).toBe(1);
      await emulator.close();
    }
  });
});

describe("what Pages says is not what the site shows: the site is right", () => {
  test.each<[string, PagesOptions, number | undefined]>([
    ["lost", { endings: ["deployment_lost"] }, undefined],
    ["failed", { endings: ["deployment_failed"] }, undefined],
    ["unknown to the API", { unknownFor: 1e9 }, undefined],
    ["not over in time", { endings: ["stuck"] }, 30],
  ])("a deployment that is %s is neither tried again nor cancelled", async (_, options, seconds) => {
    const { pages: emulator, publish, undos } = await setUp(options);
    let asked = 0;
    await publish(seconds, () => Promise.resolve(++asked > 0));
    expect(asked).toBe(1);
    expect(emulator.effects()["deployments created"]).toBe(1);
    expect(emulator.effects()["deployments cancelled"]).toBeUndefined();
    expect(undos).toEqual([]);
  });

  test("an API that answers no question any more", async () => {
    const { pages: emulator, publish, lines } = await setUp();
    emulator.fault({ method: "GET", path: /pages\/deployments\//, action: { kind: "status", status: 500 } });
    const asked = [false, true];
    await expect(publish(undefined, () => Promise.resolve(asked.shift() ?? true))).rejects.toMatchObject({
      code: "SLIP-HTTP-FAILED",
    });
    await publish(undefined, () => Promise.resolve(true));
    expect(lines.join("\n")).toContain("The site shows what was deployed");
  });

  test("where the site does not show it either, it is tried again", async () => {
    const { pages: emulator, publish } = await setUp({ endings: ["deployment_lost"] });
    let asked = 0;
    await publish(undefined, () => Promise.resolve(++asked > 1));
    expect([asked, emulator.effects()["deployments created"]]).toEqual([1, 2]);
  });
});

describe("one clear error", () => {
  test.each([
    [
      "failed for good",
      { endings: ["deployment_failed", "deployment_failed", "deployment_failed"] },
      /failed to deploy/,
    ],
    ["lost for good", { endings: ["deployment_lost", "deployment_lost", "deployment_lost"] }, /lost/],
    ["the content is wrong", { endings: ["deployment_content_failed"] }, /cannot serve/],
    ["cancelled by somebody", { endings: ["deployment_cancelled"] }, /cancelled/],
    ["Pages is off", { off: true }, /no GitHub Pages/],
    ["the proof of identity is never accepted", { identityLife: -1 }, /proof of identity/],
    ["it never ends", { endings: ["stuck"] }, /in time/],
  ] as const)("%s", async (_, options, message) => {
    const { pages: emulator, publish } = await setUp(options);
    const error = await said(publish(message.test("in time") ? 60 : undefined));
    expect(error.code).toBe("SLIP-DOCS-PAGES");
    expect(error.message).toMatch(message);
    expect(error.next).toMatch(/\w/);
    expect(readdirSync(folder)).toEqual(["site.tar"]);
    expect((await emulator.live()).size).toBe(0);
  });

  test("a deployment that does not end in time is not in the way of the next one", async () => {
    const { pages: emulator, publish } = await setUp({ endings: ["stuck"] });
    await said(publish(30));
    expect(emulator.effects()["deployments cancelled"]).toBe(1);
    await publish();
    expect((await emulator.live()).size).toBe(4);
  });

  test.each([
    ["ACTIONS_ID_TOKEN_REQUEST_URL", /id-token: write/],
    ["ACTIONS_RESULTS_URL", /backend: branch/],
    ["ACTIONS_RUNTIME_TOKEN", /backend: branch/],
  ])("without %s", async (name, next) => {
    const { publish } = await setUp({}, { [name]: undefined });
    expect((await said(publish())).next).toMatch(next);
  });

  test("a runtime token that is none is not shown", async () => {
    const { publish, lines } = await setUp({}, { ACTIONS_RUNTIME_TOKEN: "hunter2.hunter2hunter2.x" });
    const error = await said(publish());
    expect(JSON.stringify([error, lines])).not.toContain("hunter2");
  });

  test("a cancelled step cancels the deployment", async () => {
    const { pages: emulator, publish, undos, controller } = await setUp({ endings: ["stuck"] });
    const running = said(publish());
    await until(() => emulator.effects()["deployments created"] === 1);
    controller.abort(new Error("cancelled"));
    expect((await running).message).toBe("cancelled");
    for (const undo of undos) await undo();
    expect(emulator.effects()["deployments cancelled"]).toBe(1);
  });
});

const opened = installed("unzip") === undefined ? describe.skip : describe;

opened("the artifact", () => {
  test("is a zip that other tools open", async () => {
    const plain = join(folder, "plain.tar");
    writeFileSync(plain, "hello\n".repeat(10_000));
    const zip = join(folder, "out.zip");
    expect(await zipFile(plain, "artifact.tar", zip, new AbortController().signal)).toBe(readFileSync(zip).length);
    execFileSync("unzip", ["-tq", zip]);
    expect(execFileSync("unzip", ["-p", zip, "artifact.tar"]).toString()).toBe("hello\n".repeat(10_000));
  });
});
