import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { CommandRequest } from "../../../../shared/ports/command.ts";
import { docker } from "../../../../shared/providers/builder/docker.ts";
import { engineLogins } from "../../../../shared/providers/builder/logins.ts";
import { isForsaken, ownerOf } from "../../../../shared/providers/builder/owner.ts";
import { removeForsakenContainers, removeForsakenImages } from "../../../../shared/providers/builder/sweep.ts";
import { virtualClock } from "../../../fakes/clock.ts";
import { type OtherRun, otherRun as startRun } from "../../../tools/other-run.ts";
import { imageLayout, removeLayouts } from "../oci/images.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const DAY = 24 * 60 * 60_000;

let folder = "";
const runs: OtherRun[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-forsaken-"));
});
afterEach(async () => {
  await Promise.all(runs.splice(0).map((run) => run.kill()));
  rmSync(folder, { recursive: true, force: true });
  await removeLayouts();
});

async function otherRun(): Promise<OtherRun> {
  const run = await startRun(NOW);
  runs.push(run);
  return run;
}

describe("what a killed run left", () => {
  test("is forsaken once its process is gone, and not before", async () => {
    const { kill, owner } = await otherRun();
    expect(owner).toMatch(/^4712\.[0-9a-f]{8}\.\d+\.\d+\.\d+$/);
    expect(isForsaken(`slipway-trial-${owner}-abcd`, NOW)).toBe(false);
    expect(isForsaken(`slipway-trial-${owner}-abcd`, new Date(NOW.getTime() + 9 * DAY))).toBe(false);
    await kill();
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
  await killed.kill();
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
  await killed.kill();
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

describe("what a killed build left", () => {
  /** An engine that lists the same for each question, and what it was told to remove. */
  const engineOf = (answers: Readonly<Record<string, string>>) => {
    const removed: string[] = [];
    const command = ({ file, args }: CommandRequest) => {
      if (args.some((word) => word.startsWith("rm"))) removed.push([file, ...args].join(" "));
      return Promise.resolve({ code: 0, stdout: answers[args[0] ?? ""] ?? "", truncated: false, tail: [] });
    };
    return { removed, options: { command, env: {}, clock: { ...virtualClock(), date: () => NOW } } };
  };

  test.each([
    ["docker", "", "docker image rm --force"],
    ["buildah", "localhost/", "buildah rmi"],
  ] as const)("an image of %s goes away with the next build", async (file, before, rm) => {
    const [living, killed] = [await otherRun(), await otherRun()];
    await killed.kill();
    const names = [living.owner, killed.owner, "of-somebody"].map(
      (owner) => `${before}slipway-image-${owner}-1a:build`,
    );
    const others = [`${before}web-${killed.owner}-1a:build`, "<none>:<none>", ""];
    const listed = [...names, ...others].join("\n");
    const { removed, options } = engineOf({ image: listed, images: listed });
    await removeForsakenImages(file, options);
    expect(removed).toEqual([`${rm} ${before}slipway-image-${killed.owner}-1a:build`]);
  });

  test("a working container of Buildah goes away with the next build", async () => {
    const [living, killed] = [await otherRun(), await otherRun()];
    await killed.kill();
    const containers = [living.owner, killed.owner, undefined].map((owner, index) => {
      const data = join(folder, "overlay-containers", `c${index}`, "userdata");
      mkdirSync(data, { recursive: true });
      const hosts = owner === undefined ? [] : [`slipway-image-${owner}-1a:127.0.0.1`];
      writeFileSync(join(data, "buildah.json"), JSON.stringify({ CommonBuildOpts: { AddHost: hosts } }));
      return { id: `c${index}` };
    });
    const info = { store: { GraphRoot: folder, GraphDriverName: "overlay" } };
    const { removed, options } = engineOf({ containers: JSON.stringify(containers), info: JSON.stringify(info) });
    await removeForsakenContainers(options);
    expect(removed).toEqual(["buildah rm c1"]);
  });

  test("is left where the engine does not answer", async () => {
    const command = () => Promise.reject(new Error("no engine"));
    const options = { command, env: {}, clock: virtualClock() };
    await expect(removeForsakenImages("docker", options)).resolves.toBeUndefined();
    await expect(removeForsakenContainers(options)).resolves.toBeUndefined();
  });
});
