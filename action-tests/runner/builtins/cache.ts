import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Builtin, BuiltinContext } from "../types.ts";

const lines = (text: string | undefined) =>
  (text ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** A cache is told apart by its paths as well as by its key. */
const versionOf = (inputs: BuiltinContext["inputs"]) =>
  createHash("sha256").update(lines(inputs["path"]).join("|")).digest("hex").slice(0, 16);

const entryOf = (key: string) => createHash("sha256").update(key).digest("hex").slice(0, 32);

interface Entry {
  readonly key: string;
  readonly folder: string;
  readonly at: number;
}

const entries = async (folder: string): Promise<Entry[]> => {
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => !name.startsWith("new-"));
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return {
        key: await readFile(join(path, "key"), "utf8"),
        folder: path,
        at: (await stat(join(path, "key"))).mtimeMs,
      };
    }),
  );
};

/** Gives the key that was found: the very key, or the newest that begins with one of `restore-keys`. */
const restore = async ({ inputs, storage, workspace, setOutput, log }: BuiltinContext): Promise<string | undefined> => {
  const key = inputs["key"] ?? "";
  const known = await entries(join(storage.cache, versionOf(inputs)));
  const newest = known.toSorted((a, b) => b.at - a.at);
  const found =
    newest.find((entry) => entry.key === key) ??
    [key, ...lines(inputs["restore-keys"])]
      .map((prefix) => newest.find((entry) => entry.key.startsWith(prefix)))
      .find((entry) => entry !== undefined);
  setOutput("cache-primary-key", key);
  setOutput("cache-hit", found ? String(found.key === key) : "");
  if (!found) {
    if (inputs["fail-on-cache-miss"] === "true") throw new Error(`Failed to restore cache entry. Input key: ${key}`);
    log(`Cache not found for input keys: ${key}`);
    return undefined;
  }
  setOutput("cache-matched-key", found.key);
  if (inputs["lookup-only"] !== "true")
    for (const [index, path] of lines(inputs["path"]).entries()) {
      const saved = join(found.folder, String(index));
      if (existsSync(saved)) await cp(saved, resolve(workspace, path), { recursive: true });
    }
  log(`Cache restored from key: ${found.key}`);
  return found.key;
};

const save = async ({
  inputs,
  storage,
  workspace,
  log,
}: Pick<BuiltinContext, "inputs" | "storage" | "workspace" | "log">) => {
  const key = inputs["key"] ?? "";
  const folder = join(storage.cache, versionOf(inputs));
  const target = join(folder, entryOf(key));
  if (existsSync(target)) return;
  const work = join(folder, `new-${process.pid}-${entryOf(`${key}${Date.now()}`)}`);
  await mkdir(work, { recursive: true });
  for (const [index, path] of lines(inputs["path"]).entries())
    if (existsSync(resolve(workspace, path)))
      await cp(resolve(workspace, path), join(work, String(index)), { recursive: true });
  await writeFile(join(work, "key"), key);
  await rename(work, target).catch(() => rm(work, { recursive: true }));
  log(`Cache saved with key: ${key}`);
};

/** `actions/cache`: saves after a successful job unless the very key was there. */
export const cache: Builtin = async (context) => {
  const { inputs, storage, workspace, log } = context;
  const found = await restore(context);
  context.after(async (succeeded) => {
    if (succeeded && found !== inputs["key"]) await save({ inputs, storage, workspace, log });
  });
};
export const restoreCache: Builtin = async (context) => void (await restore(context));
export const saveCache: Builtin = save;
