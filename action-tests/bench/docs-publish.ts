/**
 * Part of `npm run bench`: how long docs-publish takes into a local bare repository, beside what bare git takes for the same
 * files in the same run (`init`, `add`, `commit`, `push`). The fastest peer takes five to six times that.
 */
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const MANY = 20_000;
const MOST = 100_000;
const FIRST = 2;
const SECONDS = 60;
const MEGABYTES = 400;

const folder = mkdtempSync(join(tmpdir(), "slipway-bench-docs-"));
const env = { PATH: process.env["PATH"], HOME: folder, GIT_CONFIG_NOSYSTEM: "1" };
const git = (cwd: string, ...args: readonly string[]): void =>
  void execFileSync("git", ["-C", cwd, "-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
    env,
    stdio: "ignore",
  });

function makeSite(name: string, files: number): string {
  const site = join(folder, name);
  // Content that compresses as pages do, and is another in each.
  const words = Array.from({ length: 4_000 }, (_, index) => ((index * 2_654_435_761) >>> 0).toString(36));
  for (let index = 0; index < files; index++) {
    const directory = join(site, `part-${Math.floor(index / 200)}`);
    if (index % 200 === 0) mkdirSync(directory, { recursive: true });
    let text = "";
    for (let word = 0; text.length < 1_900; word++) text += `${words[(index * 7 + word * 13) % words.length]} `;
    writeFileSync(join(directory, `page-${index}.html`), `<!doctype html><title>${index}</title><p>${text}</p>\n`);
  }
  writeFileSync(join(site, "index.html"), "<!doctype html><title>Home</title>\n");
  return site;
}

const seconds = (work: () => void): number => {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
};

/** Bare git, with nothing that a publication needs beyond it. */
function floor(site: string, name: string): number {
  const work = join(folder, name);
  cpSync(site, work, { recursive: true });
  git(folder, "init", "--quiet", "--bare", `${work}.git`);
  return seconds(() => {
    git(work, "init", "--quiet");
    git(work, "add", "--all");
    git(work, "commit", "--quiet", "-m", "site");
    git(work, "push", "--quiet", `${work}.git`, "HEAD:gh-pages");
  });
}

interface Measured {
  readonly seconds: number;
  /** The most memory that the step itself had, MB; undefined where the system does not tell. */
  readonly memory: number | undefined;
}

const peak = (pid: number | undefined): number | undefined => {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1000;
  } catch {
    return undefined;
  }
};

async function publish(site: string, repository: string, expected: string): Promise<Measured> {
  const output = join(folder, "output");
  writeFileSync(output, "");
  const start = performance.now();
  const child = spawn(process.execPath, [resolve("dist", "docs-publish", "index.js")], {
    stdio: "ignore",
    env: {
      ...env,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: join(folder, "summary"),
      GITHUB_SERVER_URL: `file://${folder}`,
      GITHUB_REPOSITORY: repository,
      GITHUB_SHA: "1".repeat(40),
      GITHUB_RUN_ID: "1",
      RUNNER_TEMP: folder,
      INPUT_SOURCE: site,
      INPUT_WAIT: "false",
    },
  });
  let memory: number | undefined;
  const watch = setInterval(() => (memory = peak(child.pid) ?? memory), 50);
  const code = await new Promise<number | null>((settle) => void child.once("close", settle));
  clearInterval(watch);
  const took = (performance.now() - start) / 1000;
  if (code !== 0 || !readFileSync(output, "utf8").includes(`\n${expected}\n`)) {
    throw new Error(`docs-publish ended with ${code}, not as ${expected}`);
  }
  return { seconds: took, memory };
}

function row(what: string, { seconds: took, memory }: Measured, beside: number | undefined, over: boolean): void {
  const ratio = beside === undefined ? "" : (took / beside).toFixed(2);
  const size = memory === undefined ? "" : `${memory.toFixed(0)} MB`;
  console.log(
    `${what.padEnd(36)} ${took.toFixed(1).padStart(6)} s ${ratio.padStart(6)} ${size.padStart(8)}${over ? "  over the bar" : ""}`,
  );
  if (over) process.exitCode = 1;
}

const large = ({ memory = 0 }: Measured): boolean => memory > MEGABYTES;

/** Prints the figures; sets the exit code past a bar. */
export async function benchDocsPublish(): Promise<void> {
  try {
    console.log(`\ndocs-publish into a local bare repository; the ratio is to bare git with ${MANY} files`);
    console.log(
      `bars: first ${FIRST} times bare git, unchanged half of the first, ${MOST} files in ${SECONDS} s, ${MEGABYTES} MB`,
    );
    await measure("many", MANY, floor(makeSite("many", MANY), "floor"));
    await measure("most", MOST, undefined);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(name: string, files: number, bare: number | undefined): Promise<void> {
  const site = bare === undefined ? makeSite(name, files) : join(folder, name);
  if (bare !== undefined) row(`${files} files, bare git`, { seconds: bare, memory: undefined }, bare, false);
  git(folder, "init", "--quiet", "--bare", `acme/${name}.git`);
  const first = await publish(site, `acme/${name}`, "published");
  const slow = bare === undefined ? first.seconds > SECONDS : first.seconds > bare * FIRST;
  row(`${files} files, first publication`, first, bare, slow || large(first));
  writeFileSync(join(site, "part-3", "page-601.html"), "<!doctype html><title>601</title><p>Changed</p>\n");
  const changed = await publish(site, `acme/${name}`, "published");
  row(`${files} files, one changed`, changed, bare, changed.seconds > first.seconds || large(changed));
  const unchanged = await publish(site, `acme/${name}`, "unchanged");
  row(`${files} files, nothing changed`, unchanged, bare, unchanged.seconds > first.seconds / 2 || large(unchanged));
}
