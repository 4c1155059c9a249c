/**
 * A review of a thousand changed packages, every answer a tenth of a second away, as a process: how long it takes from
 * its start to its end, and the most memory it had. The emulators run in this process, so their work counts as network.
 *
 *   node action-tests/bench/dependency-review.ts [--source]
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startCloud } from "../cloud/index.ts";
import type { PackageOptions } from "../cloud/registries/world.ts";
import { newRepository } from "../tools/repository.ts";
import { runStep } from "../tools/step.ts";

const PACKAGES = 1000;
const LATENCY = 100;
const VULNERABLE = 50;
const RUNS = 3;
const BARS = { seconds: 2, megabytes: 150 };

const name = (at: number): string => `package-${at}`;
const integrity = (at: number, version: string): string =>
  `sha512-${Buffer.from(name(at) + version)
    .toString("base64")
    .padEnd(86, "A")
    .slice(0, 86)}==`;

const lock = (version: string): string => {
  const all = Array.from({ length: PACKAGES }, (_, at) => at);
  const packages = Object.fromEntries(
    all.map((at) => [
      `node_modules/${name(at)}`,
      {
        version,
        resolved: `https://registry.npmjs.org/${name(at)}/-/${name(at)}-${version}.tgz`,
        integrity: integrity(at, version),
        license: "MIT",
      },
    ]),
  );
  const dependencies = Object.fromEntries(all.map((at) => [name(at), "^1.0.0"]));
  const document = { name: "shop", lockfileVersion: 3, packages: { "": { name: "shop", dependencies }, ...packages } };
  return `${JSON.stringify(document, null, 2)}\n`;
};

/** As many earlier versions as packages have on the average. */
const releases = (at: number): PackageOptions["releases"] =>
  [...Array.from({ length: 38 }, (_, minor) => `0.${minor}.0`), "1.0.0", "1.1.0"].map((version, index) => ({
    version,
    publishedAt: new Date(Date.UTC(2020, index, 1)).toISOString(),
    license: "MIT",
    maintainers: ["ann", "bob"],
    publisher: "ann",
    repository: `https://github.com/acme/${name(at)}`,
    integrity: integrity(at, version),
  }));

/** Prints one line, and says by the exit code when it is past a bar. */
export async function benchReview(source = !existsSync("dist/dependency-review/index.js")): Promise<void> {
  const repository = newRepository();
  const folder = mkdtempSync(join(tmpdir(), "slipway-bench-"));
  const cloud = await startCloud({
    osv: {
      latency: LATENCY,
      records: Array.from({ length: VULNERABLE }, (_, at) => ({
        id: `GHSA-0000-0000-${String(at).padStart(4, "0")}`,
        affected: [
          {
            package: { ecosystem: "npm", name: name(at * 7) },
            ranges: [{ type: "SEMVER" as const, events: [{ introduced: "0" }, { fixed: "1.1.0" }] }],
          },
        ],
      })),
    },
    packages: {
      latency: LATENCY,
      packages: Array.from({ length: PACKAGES }, (_, at) => ({
        ecosystem: "npm" as const,
        name: name(at),
        releases: releases(at),
      })),
    },
    github: {
      repositories: { "acme/shop": { git: repository.folder } },
      advisories: Array.from({ length: VULNERABLE }, (_, at) => ({
        ghsa: `GHSA-0000-0000-${String(at).padStart(4, "0")}`,
        of: [{ ecosystem: "npm", name: name(at * 7), range: "< 1.1.0", patched: "1.1.0" }],
      })),
    },
  });
  cloud.github.fault({ action: { kind: "delay", milliseconds: LATENCY } });
  try {
    const base = repository.commit("base", {
      ".npmrc": `registry=${cloud.packages.npm}\n`,
      "package-lock.json": lock("1.0.0"),
    });
    const head = repository.commit("head", { "package-lock.json": lock("1.1.0") });
    const memory = join(folder, "memory");
    const probe = join(folder, "probe.mjs");
    writeFileSync(
      probe,
      `import { writeFileSync } from "node:fs";\nprocess.on("exit", () => writeFileSync(${JSON.stringify(memory)}, String(process.resourceUsage().maxRSS)));\n`,
    );
    let best = { seconds: Number.POSITIVE_INFINITY, megabytes: 0, requests: 0 };
    for (let run = 0; run < RUNS; run++) {
      const before = cloud.osv.journal.length + cloud.packages.journal.length + cloud.github.journal.length;
      // oxlint-disable-next-line no-await-in-loop -- runs beside each other would measure each other
      const end = await runStep({
        action: "dependency-review",
        source,
        workspace: repository.folder,
        env: { NODE_OPTIONS: `--import=${pathToFileURL(probe).href}` },
        inputs: {
          base,
          head,
          "osv-url": cloud.osv.url,
          "api-url": cloud.github.url,
          "github-token": cloud.github.issueToken("acme/shop", { contents: "read" }),
          comment: "never",
          sarif: "file",
        },
      });
      const { outputs, code, milliseconds } = end;
      if (code !== 0 || outputs["fixed"] !== String(VULNERABLE) || outputs["added"] !== String(PACKAGES)) {
        throw new Error(
          `The review ended with ${code}: ${JSON.stringify(outputs).slice(0, 500)}\n${end.stdout.slice(0, 2000)}`,
        );
      }
      const after = cloud.osv.journal.length + cloud.packages.journal.length + cloud.github.journal.length;
      if (milliseconds / 1000 < best.seconds) {
        const megabytes = Number(readFileSync(memory, "utf8")) / 1024;
        best = { seconds: milliseconds / 1000, megabytes, requests: after - before };
      }
    }
    const over = best.seconds > BARS.seconds || best.megabytes > BARS.megabytes;
    console.log(
      `dependency-review, ${PACKAGES} changed packages at ${LATENCY} ms, fastest of ${RUNS} runs${source ? " of the source" : ""}: ${best.seconds.toFixed(2)} s, ${best.megabytes.toFixed(0)} MB, ${best.requests} requests; bars: ${BARS.seconds} s, ${BARS.megabytes} MB${over ? "  over the bar" : ""}`,
    );
    if (over) process.exitCode = 1;
  } finally {
    await cloud.close();
    repository.remove();
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === import.meta.filename) await benchReview(process.argv.includes("--source"));
