import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { git } from "../../../demo/git.ts";
import { raiseStage } from "../stage.ts";
import type { Chapter } from "../story/commits.ts";
import { type ActEnd, runAct } from "./act.ts";
import { exportPinned } from "./pinned.ts";

const REPOSITORY = "acme/reminders";
/** Stands for the commit of the release that was mirrored. */
const REF = "51".repeat(20);

const checkoutPin = (): string => {
  const pins = parse(readFileSync(join("workflows", "pins.yml"), "utf8")) as Record<string, { sha: string }>;
  const pin = pins["actions/checkout@v7"];
  if (pin === undefined) throw new Error("workflows/pins.yml has no actions/checkout@v7");
  return `actions/checkout@${pin.sha}`;
};

/**
 * The local cloud and the user's repository as in the story, but with `act` in the local runner's place and the pinned
 * dialect in that of our own. No environment has the setting that the story's last release needs, so staging refuses it.
 */
export const raisePinnedStage = async () => {
  const stage = await raiseStage({ settings: { staging: {}, production: {} } });
  const mirror = join(stage.folder, "mirror");
  try {
    await exportPinned(REF, mirror);
    await git(stage.app, "remote", "add", "origin", `https://github.com/${REPOSITORY}.git`);
  } catch (error) {
    await stage.close();
    throw error;
  }
  let runs = 0;

  return {
    ...stage,
    ledger: () => stage.github.deployments(REPOSITORY),
    /** Commits a chapter and lets act do what the push starts. */
    async push(chapter: Chapter): Promise<ActEnd & { readonly sha: string; readonly secrets: readonly string[] }> {
      const sha = await stage.commit(chapter);
      const secrets = {
        // act knows no permissions: every job gets what the caller's job may have at most.
        GITHUB_TOKEN: stage.github.issueToken(REPOSITORY, { actions: "read", contents: "read", deployments: "write" }),
        RENDER_API_KEY: stage.render.apiKey,
        NEON_API_KEY: stage.neon.apiKey,
      };
      runs += 1;
      const end = await runAct({
        name: REPOSITORY,
        repository: stage.app,
        folder: join(stage.folder, "act"),
        workflow: join(".github", "workflows", "deploy.yml"),
        repositories: {
          "slipway/slipway@v1": mirror,
          [`slipway/slipway@${REF}`]: mirror,
          [checkoutPin()]: resolve("action-tests", "e2e", "peers", "checkout"),
        },
        secrets,
        // act calls every run the first.
        env: { GITHUB_API_URL: stage.github.url, GITHUB_RUN_ID: String(7000 + runs) },
        deadline: 100_000,
      });
      return { ...end, sha, secrets: Object.values(secrets) };
    },
  };
};
