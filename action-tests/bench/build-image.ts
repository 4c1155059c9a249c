/**
 * A cached run of build-image without a change, beside the bare `docker buildx build --push` of the same thing: medians of
 * interleaved runs, and whether all runs came to one digest. The engine is that of the tests; without one it says so.
 */
import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { dockerEngine, registryProgram, startRegistry, staticBusybox } from "../tools/engine.ts";
import { newRepository } from "../tools/repository.ts";
import { runStep } from "../tools/step.ts";

const RUNS = 9;
const RATIO_BAR = 1.3;
const DOCKERFILE = `FROM scratch
COPY busybox /bin/busybox
COPY app /app
RUN ["/bin/busybox", "sh", "-c", "/bin/busybox cp -r /app /made"]
`;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

export async function benchBuildImage(): Promise<void> {
  const engine = dockerEngine();
  const busybox = staticBusybox();
  if (engine?.buildx === undefined || busybox === undefined || registryProgram() === undefined) {
    console.log("\nbuild-image: no engine, registry or busybox here, so its runs are not measured");
    return;
  }
  const registry = await startRegistry();
  const repository = newRepository();
  try {
    cpSync(busybox, join(repository.folder, "busybox"), { dereference: true });
    const pages = Array.from({ length: 200 }, (_, at) => [`app/page-${at}.txt`, `page ${at}\n`.repeat(100)]);
    const sha = repository.commit("Begin", { Dockerfile: DOCKERFILE, ...Object.fromEntries(pages) });
    const env = {
      ...engine.env,
      GITHUB_SHA: sha,
      GITHUB_WORKFLOW_REF: "acme/shop/.github/workflows/ci.yml@refs/heads/main",
      GITHUB_WORKFLOW_SHA: sha,
    };
    const ours = async (more: Record<string, string> = {}) => {
      const inputs = { image: `${registry.host}/acme/shop`, network: "none", ...more };
      const end = await runStep({ action: "build-image", workspace: repository.folder, env, inputs });
      if (end.code !== 0) throw new Error(end.stdout);
      return end;
    };
    const bare = (): number => {
      const args = ["buildx", "build", "--network=none", "--push", "--tag", `${registry.host}/acme/bare:main`, "."];
      const start = performance.now();
      const { status, stderr } = spawnSync(engine.docker, args, {
        cwd: repository.folder,
        env: { ...process.env, ...engine.env },
      });
      if (status !== 0) throw new Error(String(stderr));
      return performance.now() - start;
    };
    bare();
    await ours();
    const times = { bare: [] as number[], unchanged: [] as number[], rebuilt: [] as number[] };
    const digests = new Set<string | undefined>();
    for (let run = 0; run < RUNS; run++) {
      times.bare.push(bare());
      const end = await ours();
      const again = await ours({ rebuild: "true", evidence: "none", cache: "none" });
      times.unchanged.push(end.milliseconds);
      times.rebuilt.push(again.milliseconds);
      digests.add(end.outputs["digest"]).add(again.outputs["digest"]);
    }
    const floor = median(times.bare);
    const ratio = median(times.unchanged) / floor;
    const line = (name: string, value: number) =>
      `${name.padEnd(44)} ${value.toFixed(0).padStart(5)} ms   ${(value / floor).toFixed(2)}`;
    console.log(
      `\nbuild-image, everything cached, nothing changed: median of ${RUNS}; bar: ${RATIO_BAR} times the bare build`,
    );
    console.log(line("docker buildx build --push", floor));
    console.log(line("build-image", median(times.unchanged)));
    console.log(line("build-image, rebuild: true", median(times.rebuilt)));
    console.log(`digests of ${2 * RUNS} runs: ${digests.size}`);
    if (ratio > RATIO_BAR || digests.size !== 1) process.exitCode = 1;
  } finally {
    await registry.close();
    repository.remove();
  }
}
