/**
 * tsc (TypeScript 7) -> build/, then @vercel/ncc -> dist/<action>/. `--check` builds into a temporary folder and fails
 * when the committed dist/ differs in any file, also in one that nobody committed.
 */
import { existsSync, globSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { bundle, compile } from "./bundling/bundle.ts";
import { alone } from "./bundling/lock.ts";
import { preparePackages } from "./bundling/packages.ts";
import { difference } from "./bundling/tree.ts";

const check = process.argv.includes("--check");
const only = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const target = check ? mkdtempSync(join(tmpdir(), "slipway-dist-")) : resolve("build", "dist");

await alone(async () => {
  try {
    rmSync("build", { recursive: true, force: true });
    await compile();
    await preparePackages("build/node_modules");
    const actions = globSync("build/actions/*/index.js")
      .map((entry) => ({ entry, name: basename(dirname(entry)) }))
      .filter(({ name }) => only.length === 0 || only.includes(name))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    // Two at a time: a job's runner has two cores, and ncc wants 500 MB each.
    const queue = [...actions];
    await Promise.all([work(queue), work(queue)]);
    if (check) report(difference("dist", target, only));
    else put(actions.map(({ name }) => name));
  } finally {
    if (check) rmSync(target, { recursive: true, force: true });
  }
});

async function work(queue: { entry: string; name: string }[]): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    console.log(`${next.name}: ${await bundle(next.entry, join(target, next.name))} kB`);
  }
}

/** At once, so that whoever uses dist/ meanwhile finds either the old bundles or the new ones. */
function put(names: readonly string[]): void {
  if (only.length === 0) replace(target, "dist");
  else for (const name of names) replace(join(target, name), join("dist", name));
}

function replace(fresh: string, old: string): void {
  const away = `${fresh}.old`;
  mkdirSync(dirname(old), { recursive: true });
  if (existsSync(old)) renameSync(old, away);
  renameSync(fresh, old);
  rmSync(away, { recursive: true, force: true });
}

function report(stale: readonly string[]): void {
  if (stale.length === 0) return console.log("dist/ is what the sources make.");
  console.error(`dist/ is not what the sources make, run \`npm run build\`:\n${stale.join("\n")}`);
  process.exitCode = 1;
}
