import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { untilLive } from "../../../actions/docs-publish/live.ts";
import type { Ports } from "../../../actions/docs-publish/ports.ts";
import { spec } from "../../../actions/docs-publish/spec.ts";
import { Failure } from "../../../shared/action/failure.ts";
import { Secret } from "../../../shared/action/secret.ts";
import type { Http } from "../../../shared/http/types.ts";
import type { Publication } from "../../../shared/site/record.ts";
import { fakeContext } from "../../fakes/context.ts";
import { branchHost } from "../../tools/branch-host.ts";
import { page, type Rig, rig, sha } from "./rig.ts";

const WANTED: Publication = {
  kind: "site",
  number: 3,
  commit: sha(1),
  run: "1/1",
  at: "2026-11-20T00:00:00Z",
  files: 1,
  size: 1,
  digest: "d3",
};
const shown = (number: number, digest: string) => ({ number, commit: sha(number), digest });
const NOTHING = { nothing: "404" };

/** The answers of the live site one after the other, the last one again and again. */
function live(...answers: readonly unknown[]) {
  const asked: string[] = [];
  const http = (({ url, schema }) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(String(url));
    if (answer instanceof Error) return Promise.reject(answer);
    const status = answer === NOTHING ? 404 : 200;
    return Promise.resolve({ status, headers: new Headers(), body: schema.parse(answer) });
  }) as Http;
  const context = fakeContext(spec, {}, { http });
  const wait = untilLive({ context, ports: {} as Ports, deadline: 60_000 }, "https://docs.example.com/", WANTED);
  return { asked, context, wait };
}

const broken = new Failure("SLIP-HTTP-FAILED", "502", { blame: "provider" });

test("waits until the site shows it, each time past the caches", async () => {
  const { asked, context, wait } = live(NOTHING, broken, "<html>", shown(2, "d2"), shown(3, "d3"));
  await wait;
  expect(asked).toHaveLength(5);
  expect(new Set(asked).size).toBe(5);
  expect(asked[0]).toMatch(/^https:\/\/docs\.example\.com\/\.slipway\/version\.json\?look=/);
  expect(context.clock.slept[0]).toBe(1_000);
});

test("a newer publication is as good, another of the same number is not", async () => {
  const { context, wait } = live(shown(4, "d4"));
  await wait;
  expect(context.runner.log.join("\n")).toContain("A newer publication");
  await expect(live(shown(3, "other")).wait).rejects.toMatchObject({ code: "SLIP-DOCS-NOT-LIVE" });
});

test("says at the deadline what the site showed last", async () => {
  await expect(live(shown(2, "d2")).wait).rejects.toThrow(/still shows publication 2, from 2222222/);
  await expect(live(NOTHING).wait).rejects.toThrow(/it answers 404/);
});

let docs: Rig;
beforeEach(() => {
  docs = rig();
});
afterEach(() => docs.close());

test("what the branch serves is what was published, and is listed under the environment", async () => {
  await docs.publish({ "index.html": page("Home") }, { environment: "docs" });
  expect(docs.announced).toEqual([
    {
      commit: sha(1),
      environment: "docs",
      address: "https://acme.github.io/shop/",
      description: "Publication 1 of the docs",
      transient: false,
    },
  ]);
  const host = await branchHost(docs.remote, "gh-pages", "/shop/");
  const answer = await fetch(`${host.url}.slipway/version.json?look=1`);
  expect(await answer.json()).toMatchObject({ number: 1, commit: sha(1) });
  await host.close();
});

test("packs without any right, and publishes what was packed for the pull request of its commit only", async () => {
  const archive = `${docs.folder}/packed.tar`;
  const source = docs.write({ "index.html": page("From a fork"), "guide/index.html": page("Guide") });
  const packed = await docs.run(
    { command: "pack", source, archive, preview: "7", githubToken: undefined },
    { info: { sha: sha(5) } },
  );
  expect(packed.result).toMatchObject({ outcome: "packed", archive, files: "2", basePath: "/shop/pr/7/" });
  expect(docs.files()).toEqual([]);
  const publish = (headSha: string) =>
    docs.run({ archive, headSha, preview: "auto", githubToken: new Secret("t0ken-of-the-job") });
  await expect(publish(sha(5))).rejects.toMatchObject({ code: "SLIP-DOCS-NOT-FOUND" });
  docs.pulls.set(9, { headSha: sha(5) });
  docs.pulls.set(8, { headSha: sha(6) });
  await expect(publish(sha(6))).rejects.toMatchObject({ code: "SLIP-DOCS-PACK" });
  expect((await publish(sha(5))).result).toMatchObject({ outcome: "published", basePath: "/shop/pr/9/" });
  expect(docs.show("pr/9/index.html")).toContain("Preview of #9 at 5555555");
});
