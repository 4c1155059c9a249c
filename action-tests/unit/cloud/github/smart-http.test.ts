import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { SmartHttp } from "../../../cloud/github/smart-http.ts";
import { type GithubEmulator, startGithub } from "../../../cloud/github/start.ts";
import { newRepository, type Repository } from "../../../tools/repository.ts";

let repository: Repository;
let github: GithubEmulator;
let served: SmartHttp;
let folder: string;
beforeEach(async () => {
  repository = newRepository();
  repository.commit("one", { "a.txt": "a" });
  github = await startGithub({ repositories: { "acme/shop": { git: repository.folder } } });
  served = await github.serveGit();
  folder = mkdtempSync(join(tmpdir(), "slipway-clone-"));
});
afterEach(async () => {
  await served.close();
  await github.close();
  repository.remove();
  rmSync(folder, { recursive: true });
});

/** Git as a job has it: with a token of these permissions. What it prints, or what went wrong. */
const git = async (permissions: Record<string, "read" | "write">, ...args: readonly string[]): Promise<string> => {
  const token = github.issueToken("acme/shop", permissions);
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;
  const settings = ["-c", `http.extraheader=${header}`, "-c", "user.name=a", "-c", "user.email=a@example.com"];
  const env = { PATH: process.env["PATH"], HOME: folder, GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_NOSYSTEM: "1" };
  try {
    return (await promisify(execFile)("git", [...settings, ...args], { env, cwd: folder })).stdout;
  } catch (error) {
    return String((error as { stderr?: unknown }).stderr);
  }
};

test("serves and takes commits, by the token's permissions", async () => {
  const address = `${served.url}/acme/shop.git`;
  await git({ contents: "read" }, "clone", "--quiet", "--filter=blob:none", "--depth=1", address, ".");
  expect(await git({ contents: "read" }, "show", "HEAD:a.txt")).toBe("a");
  await git({ contents: "read" }, "commit", "--quiet", "--allow-empty", "-m", "two");

  expect(await git({ contents: "read" }, "push", "origin", "HEAD:site")).toContain("403");
  expect(await git({ "pull-requests": "write" }, "ls-remote", address)).toContain("403");
  expect(repository.git("branch", "--list", "site")).toBe("");
  await git({ contents: "write" }, "push", "--quiet", "origin", "HEAD:site");
  expect(repository.git("log", "--format=%s", "-1", "site")).toBe("two");
  expect(await git({ contents: "write" }, "ls-remote", `${served.url}/acme/other.git`)).toContain("not found");
});
