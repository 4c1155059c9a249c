import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installed } from "./installed.ts";
import { until } from "./until.ts";

/** A Docker engine that answers here, whether ours (`.ci/engine start`) or the machine's. */
export interface Engine {
  /** Path of the client. */
  readonly docker: string;
  readonly version: string;
  /** Version of the buildx plugin; undefined where there is none. */
  readonly buildx: string | undefined;
  /** Images are kept by containerd, so that an index and its attestations can be loaded. */
  readonly containerd: boolean;
  /** What a process needs to reach it, to be put into its environment. */
  readonly env: Readonly<Record<string, string>>;
}

const ask = (file: string, args: readonly string[]): string | undefined => {
  try {
    return execFileSync(file, args, { encoding: "utf8", timeout: 20_000, stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
};

const look = (): Engine | undefined => {
  const docker = installed("docker");
  if (docker === undefined) return undefined;
  const answer = ask(docker, ["info", "--format", "{{.ServerVersion}} {{.DriverStatus}}"]);
  if (answer === undefined || answer.startsWith(" ")) return undefined;
  const [version = "", ...status] = answer.split(" ");
  const env = ["DOCKER_HOST", "DOCKER_CONFIG", "PATH"].map((name) => [name, process.env[name]] as const);
  return {
    docker,
    version,
    buildx: ask(docker, ["buildx", "version"]),
    containerd: status.join(" ").includes("containerd.snapshotter"),
    env: Object.fromEntries(env.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  };
};

let engine: Engine | "none" | undefined;

/** Undefined where no engine answers: then tests that need one skip, and say so. Asked once per process. */
export const dockerEngine = (): Engine | undefined => {
  engine ??= look() ?? "none";
  return engine === "none" ? undefined : engine;
};

export const buildah = (): string | undefined => installed("buildah");
export const registryProgram = (): string | undefined => installed("docker-registry");
/** A program without libraries, for images `FROM scratch`. */
export const staticBusybox = (): string | undefined => {
  const busybox = installed("busybox");
  // `ldd` fails for what needs no libraries.
  return busybox !== undefined && ask("ldd", [busybox]) === undefined ? busybox : undefined;
};

export interface RunningRegistry {
  /** `127.0.0.1:<port>`: what stands before the first slash of a reference. */
  readonly host: string;
  readonly url: string;
  /** Where it keeps what it has. */
  readonly folder: string;
  readonly close: () => Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
};

const launch = async (program: string, config: (port: number) => string): Promise<RunningRegistry | undefined> => {
  const folder = await mkdtemp(join(tmpdir(), "registry-"));
  const port = await freePort();
  const file = join(folder, "config.json");
  await writeFile(file, config(port).replaceAll("FOLDER", join(folder, "data")));
  const child = spawn(program, ["serve", file], { stdio: "ignore", env: { PATH: process.env["PATH"] } });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const url = `http://127.0.0.1:${port}`;
  const close = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const answers = async (): Promise<boolean> =>
    over || [200, 401].includes((await fetch(`${url}/v2/`).catch(() => undefined))?.status ?? 0);
  await until(answers, 30);
  if (!over) return { host: `127.0.0.1:${port}`, url, folder, close };
  await close();
  return undefined;
};

/**
 * Debian's docker-registry on a free port, with an empty store. `auth`: that part of its configuration; without it,
 * anybody may do anything.
 */
export const startRegistry = async (auth?: object): Promise<RunningRegistry> => {
  const program = registryProgram();
  if (program === undefined) throw new Error("docker-registry is not installed: ask registryProgram() first");
  const config = (port: number): string =>
    JSON.stringify({
      version: 0.1,
      storage: { filesystem: { rootdirectory: "FOLDER" }, delete: { enabled: true } },
      http: { addr: `127.0.0.1:${port}`, secret: "of the tests" },
      log: { level: "error", accesslog: { disabled: true } },
      ...(auth === undefined ? {} : { auth }),
    });
  // Somebody else may take the port between our looking and its listening.
  for (let tries = 0; tries < 5; tries++) {
    const running = await launch(program, config);
    if (running !== undefined) return running;
  }
  throw new Error("docker-registry does not start");
};
