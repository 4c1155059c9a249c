import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import { defineAction, outcome } from "../../../../shared/action/spec.ts";
import { systemClock } from "../../../../shared/action/system-clock.ts";
import { createCommand } from "../../../../shared/command/create-command.ts";
import { createGit } from "../../../../shared/providers/git/git.ts";
import { listenOnLoopback } from "../../../cloud/loopback.ts";
import { fakeContext } from "../../../fakes/context.ts";
import { newRepository, type Repository } from "../../../tools/repository.ts";

const TOKEN = "ghs_0123456789abcdefghijklmnopqrstuvwxyz";
const spec = defineAction({
  name: "Test",
  description: "Test",
  icon: "check",
  inputs: {},
  outputs: { outcome: outcome("How", ["done"]) },
});

let repository: Repository;
beforeEach(() => {
  repository = newRepository();
  repository.commit("one");
});
afterEach(() => repository.remove());

const gitIn = (folder: string, server?: string) => {
  const context = fakeContext(spec, {}, { clock: systemClock });
  const command = createCommand(context, { PATH: process.env["PATH"], HOME: folder });
  const login = server === undefined ? undefined : { token: new Secret(TOKEN), server };
  return createGit({ command, cwd: folder, login, protect: context.protect });
};

test("no hook and no helper of the repository runs", async () => {
  const ran = join(repository.folder, "ran");
  for (const hook of ["post-commit", "pre-commit", "reference-transaction"]) {
    const path = join(repository.folder, ".git", "hooks", hook);
    mkdirSync(join(repository.folder, ".git", "hooks"), { recursive: true });
    writeFileSync(path, `#!/bin/sh\ntouch '${ran}'\n`);
    chmodSync(path, 0o755);
  }
  repository.git("config", "core.fsmonitor", `touch '${ran}'; true`);
  const before = readFileSync(join(repository.folder, ".git", "config"), "utf8");

  const git = gitIn(repository.folder);
  const tree = (await git(["write-tree"])).stdout.trim();
  await git(["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--allow-empty", "--message=two"]);
  await git(["status"]);

  expect(tree).toMatch(/^[0-9a-f]{40}$/);
  expect(repository.git("log", "--format=%s", "-1")).toBe("two");
  expect(existsSync(ran)).toBe(false);
  expect(readFileSync(join(repository.folder, ".git", "config"), "utf8")).toBe(before);
});

test("the token goes to its server, once, whatever a checkout has left in the configuration, and to no other", async () => {
  const seen: (string | undefined)[] = [];
  const server = await listenOnLoopback((request, response) => {
    const headers = request.rawHeaders.filter((_, index, all) => all[index - 1]?.toLowerCase() === "authorization");
    seen.push(headers.join(" and "));
    response.writeHead(404).end();
  });
  const [ours, other] = [server.url, server.url.replace("127.0.0.1", "localhost")];
  repository.git("config", `http.${ours}/.extraheader`, "AUTHORIZATION: basic bGVmdC1iZWhpbmQ=");

  const git = gitIn(repository.folder, ours);
  for (const address of [ours, other]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await expect(git(["ls-remote", `${address}/acme/shop.git`])).rejects.toMatchObject({ code: "SLIP-COMMAND-FAILED" });
  }
  await server.close();

  expect(seen).toEqual([`basic ${Buffer.from(`x-access-token:${TOKEN}`).toString("base64")}`, ""]);
});
