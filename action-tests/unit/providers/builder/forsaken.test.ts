import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { CommandRequest } from "../../../../shared/ports/command.ts";
import { docker } from "../../../../shared/providers/builder/docker.ts";
import { engineLogins } from "../../../../shared/providers/builder/logins.ts";
import { isForsaken, ownerOf } from "../../../../shared/providers/builder/owner.ts";
import { virtualClock } from "../../../fakes/clock.ts";
import { imageLayout, removeLayouts } from "../oci/images.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const DAY = 24 * 60 * 60_000;
const OWNER = join(import.meta.dirname, "..", "..", "..", "..", "shared", "providers", "builder", "owner.ts");

let folder = "";
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-forsaken-"));
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  rmSync(folder, { recursive: true, force: true });
  await removeLayouts();
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

/** Another run on this machine, and what it calls itself. */
async function otherRun(): Promise<{ readonly child: ChildProcess; readonly owner: string }> {
  const code = `import { ownerOf } from ${JSON.stringify(OWNER)};
console.log(ownerOf("4712", new Date(${NOW.getTime()})));
process.stdin.resume();`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  const [text] = (await once(child.stdout, "data")) as [Buffer];
  return { child, owner: text.toString().trim() };
}

describe("what a killed run left", () => {
  test("is forsaken once its process is gone, and not before", async () => {
    const { child, owner } = await otherRun();
    expect(owner).toMatch(/^4712\.[0-9a-f]{8}\.\d+\.\d+\.\d+$/);
    expect(isForsaken(`slipway-trial-${owner}-abcd`, NOW)).toBe(false);
    expect(isForsaken(`slipway-trial-${owner}-abcd`, new Date(NOW.getTime() + 9 * DAY))).toBe(false);
    await kill(child);
    expect(isForsaken(`slipway-trial-${owner}-abcd`, NOW)).toBe(true);
  });

  test("is known although its number was given again", () => {
    const owner = ownerOf("1", NOW);
    expect(isForsaken(owner, NOW)).toBe(false);
    const [run, place, pid, start, seconds] = owner.split(".");
    const earlier = [run, place, pid, Number(start) + 1, seconds].join(".");
    // Where nothing tells when a process began, its number is all there is.
    expect(isForsaken(earlier, NOW)).toBe(start !== "0");
  });

  test("of another machine or container is let be for a day", () => {
    const name = `slipway-build-1.00000000.999999999.5.${NOW.getTime() / 1000}-x`;
    expect(isForsaken(name, new Date(NOW.getTime() + DAY))).toBe(false);
    expect(isForsaken(name, new Date(NOW.getTime() + DAY + 1000))).toBe(true);
  });

  test.each(["slipway-trial-", "slipway-build-Xa83kf", "slipway-trial-1.2.3.4.5", "web", ""])(
    "%j is nobody's that we know",
    (name) => expect(isForsaken(name, NOW)).toBe(false),
  );
});

test("logins of a killed run go away with the next one, those of a living one stay", async () => {
  const [living, killed] = [await otherRun(), await otherRun()];
  await kill(killed.child);
  for (const name of [
    `slipway-build-${living.owner}-a`,
    `slipway-build-${killed.owner}-b`,
    "slipway-build-c",
    "mine",
  ]) {
    mkdirSync(join(folder, name, "docker"), { recursive: true });
    writeFileSync(join(folder, name, "docker", "config.json"), "{}");
  }
  const owner = ownerOf("4711", NOW);
  await engineLogins({ temp: folder, owner, now: NOW, env: {}, given: undefined }, (temp) => {
    expect(temp).toContain(`slipway-build-${owner}-`);
    return Promise.resolve();
  });
  expect(readdirSync(folder).toSorted()).toEqual(
    ["mine", `slipway-build-${living.owner}-a`, "slipway-build-c"].toSorted(),
  );
});

test("a container of a killed smoke test goes away with the next one, with its image and network", async () => {
  const [living, killed] = [await otherRun(), await otherRun()];
  await kill(killed.child);
  const layout = await imageLayout({ layers: [Buffer.from("x")] });
  const [image] = await layout.images();
  const calls: string[] = [];
  const listed = [`slipway-trial-${living.owner}-1`, `slipway-trial-${killed.owner}-2`, "slipway-trial-of-somebody"];
  const command = ({ args }: CommandRequest) => {
    calls.push(args.join(" "));
    const stdout = args[0] === "ps" || args[1] === "ls" ? `${listed.join("\n")}\n` : "";
    return Promise.resolve({ code: 0, stdout, truncated: false, tail: [] });
  };
  const owner = ownerOf("4711", NOW);
  const { signal } = new AbortController();
  const clock = { ...virtualClock(), date: () => NOW };
  await docker({ command, env: {}, temp: folder, clock, signal, owner }).trial({
    layout: layout.folder,
    digest: image?.manifest.descriptor.digest ?? "",
    env: {},
    test: { kind: "exit", code: 0, command: [] },
    timeout: 1000,
    label: "web",
  });
  const gone = calls.filter((call) => /\brm\b/.test(call) && !call.includes(owner));
  const name = `slipway-trial-${killed.owner}-2`;
  expect(gone).toEqual([`rm --force --volumes ${name}`, `image rm --force ${name}:trial`, `network rm ${name}`]);
  expect(calls.filter((call) => /\brm\b/.test(call) && call.includes(owner))).toHaveLength(3);
});
