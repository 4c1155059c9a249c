import { execFile } from "node:child_process";
import { copyFileSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { build, type Plugin } from "esbuild";

const run = promisify(execFile);
const bin = (name: string): string => join("node_modules", ".bin", name);

/** Without comments: they are in the sources, and a change of words alone then changes no bundle. */
export async function compile(): Promise<void> {
  try {
    await run(bin("tsc"), ["-p", "tsconfig.build.json", "--removeComments"]);
  } catch (thrown) {
    throw new Error(`tsc failed:\n${(thrown as { stdout: string }).stdout}`, { cause: thrown });
  }
  // Data that is read beside the code.
  for (const file of globSync("{actions,shared}/**/*.txt")) copyFileSync(file, join("build", file));
}

/** What an action may weigh, in bytes of all its scripts. Those that cannot be read and stay below it are minified as a whole. */
const MOST = 500_000;

/** Bundles one compiled action into `out`; gives the size of all its scripts in kB. */
export async function bundle(entry: string, out: string): Promise<number> {
  rmSync(out, { recursive: true, force: true });
  await run(bin("ncc"), ["build", entry, "--out", out, "--no-cache", "--license", "licenses.txt"], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const scripts = globSync(join(out, SCRIPTS));
  // One newline at the end of every file, so that no editor or git attribute wants to change it.
  for (const file of globSync(join(out, "**/*.{js,mjs,cjs,json,txt}"))) {
    writeFileSync(file, `${readFileSync(file, "utf8").trimEnd()}\n`);
  }
  if (sizeOf(scripts) > MOST) {
    for (const file of scripts) rmSync(file);
    await minify(entry, out);
  }
  return Math.round(sizeOf(globSync(join(out, SCRIPTS))) / 1000);
}

const SCRIPTS = "**/*.{js,mjs,cjs}";
const sizeOf = (files: readonly string[]): number => files.reduce((sum, file) => sum + readFileSync(file).length, 0);

/**
 * By esbuild instead of ncc, whose chunks carry whole export names and copies of small modules: a tenth of such a bundle, and
 * nobody reads it anyway.
 */
async function minify(entry: string, out: string): Promise<void> {
  const { warnings } = await build({
    entryPoints: { index: entry },
    outdir: out,
    // They are named again and again in each other.
    chunkNames: "[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    minify: true,
    legalComments: "none",
    charset: "utf8",
    logLevel: "error",
    plugins: [besideBundle(out)],
  });
  if (warnings.length > 0) throw new Error(`esbuild warns about ${entry}: ${JSON.stringify(warnings)}`);
}

/** Files that code reads beside itself are beside the bundle, where ncc put them, and chunks lie there as well. */
const besideBundle = (out: string): Plugin => ({
  name: "beside-bundle",
  setup: (builder) => {
    builder.onLoad({ filter: /[/\\]build[/\\](?:actions|shared)[/\\].*\.js$/ }, ({ path }) => {
      const contents = readFileSync(path, "utf8").replaceAll(BESIDE, (_, name: string) => {
        if (!existsSync(join(out, name))) throw new Error(`${path} reads ${name}, which ncc did not put into ${out}`);
        return `new URL("./${name}", import.meta.url)`;
      });
      return { contents, loader: "js" };
    });
  },
});

const BESIDE = /new URL\("[^"]*?([\w.-]+)", import\.meta\.url\)/g;
