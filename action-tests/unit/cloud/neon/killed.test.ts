import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "@jest/globals";

const running = async (socket: string): Promise<boolean> => {
  const connection = connect(socket);
  try {
    await once(connection, "connect");
    return true;
  } catch {
    return false;
  } finally {
    connection.destroy();
  }
};

test("nothing is left of an emulator whose process is killed", async () => {
  const storage = new URL("../../../cloud/neon/storage.ts", import.meta.url).href;
  const script = `const { openStorage } = await import(${JSON.stringify(storage)});
    const storage = await openStorage();
    await storage.root("main");
    await storage.copy("main", "child");
    const sockets = await Promise.all(["main", "child"].map((name) => storage.compute(name)));
    console.log(JSON.stringify(sockets.map(({ socket }) => socket)));
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [text] = (await once(parent.stdout.setEncoding("utf8"), "data")) as [string];
  const sockets = JSON.parse(text) as readonly string[];
  expect(await Promise.all(sockets.map(running))).toEqual([true, true]);
  parent.kill("SIGKILL");
  await once(parent, "exit");
  const folder = (sockets[0] ?? "").replace(/\/home\/.*$/, "");
  const deadline = Date.now() + 30_000;
  while (existsSync(folder) && Date.now() < deadline) await wait(20);
  expect(existsSync(folder)).toBe(false);
  expect(await Promise.all(sockets.map(running))).toEqual([false, false]);
}, 60_000);
