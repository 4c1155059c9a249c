import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "../../../shared/action/secret.ts";
import { systemClock } from "../../../shared/action/system-clock.ts";
import { createHttp } from "../../../shared/http/client.ts";
import { createRegistry } from "../../../shared/providers/oci/registry.ts";
import { type RegistryEmulator, startRegistryEmulator } from "../../cloud/registry/start.ts";
import { installFakeDocker } from "../../fakes/docker.ts";
import { newRepository, type Repository } from "../../tools/repository.ts";
import type { Scenario, World } from "../scenario.ts";

const USER = "ada";
const PASSWORD = `ghp"8\\x'm%&<$!+/=@2:wK~t#{v}|;n?`;
const PATH = "acme/shop";

interface Holding {
  readonly tags: Readonly<Record<string, string>>;
  readonly manifests: readonly string[];
  readonly blobs: readonly string[];
}

/** Takes everything out of the registry, as somebody with all rights. */
async function clear(emulator: RegistryEmulator): Promise<void> {
  const held = ((await emulator.dump()) as Readonly<Record<string, Holding>>)[PATH];
  if (held === undefined) return;
  const quiet = () => {};
  const redact = (text: string) => text;
  const signal = new AbortController().signal;
  const log = { debug: quiet, warning: quiet };
  const http = createHttp({ clock: systemClock, random: Math.random, signal, log, redact });
  const login = { username: USER, password: new Secret(PASSWORD) };
  const registry = createRegistry({
    http,
    clock: systemClock,
    signal,
    random: Math.random,
    redact,
    protect: (value) => new Secret(value),
    login: () => Promise.resolve(login),
  });
  for (const digest of held.manifests) await registry.remove(`${emulator.host}/${PATH}@${digest}`);
  for (const digest of held.blobs) emulator.forgetBlob(PATH, digest);
}

/** What is there but for what bears the address of the registry, which is another one in each world. */
async function holding(emulator: RegistryEmulator): Promise<unknown> {
  const {
    tags = {},
    manifests = [],
    blobs = [],
  } = ((await emulator.dump()) as Readonly<Record<string, Holding>>)[PATH] ?? {};
  const images = Object.entries(tags).filter(([name]) => !name.startsWith("sha256-"));
  return { tags: Object.fromEntries(images), manifests: manifests.length, blobs: blobs.length };
}

async function world(repository: Repository): Promise<World> {
  const emulator = await startRegistryEmulator({ auth: "token", users: { [USER]: { password: PASSWORD } } });
  const bin = mkdtempSync(join(tmpdir(), "slipway-docker-"));
  installFakeDocker(bin);
  const sha = repository.git("rev-parse", "HEAD");
  const step: World["step"] = {
    workspace: repository.folder,
    inputs: {
      image: `${emulator.host}/${PATH}`,
      "registry-username": USER,
      "registry-password": PASSWORD,
      builder: "buildx",
      cache: "none",
    },
    env: {
      PATH: `${bin}:${process.env["PATH"] ?? ""}`,
      GITHUB_SHA: sha,
      GITHUB_WORKFLOW_REF: `${PATH}/.github/workflows/ci.yml@refs/heads/main`,
      GITHUB_WORKFLOW_SHA: sha,
    },
  };
  return {
    step,
    emulators: [emulator],
    secrets: { given: [PASSWORD], outputs: [] },
    dump: () => holding(emulator),
    effects: () => ({}),
    settled: () => Promise.resolve(),
    reset: () => clear(emulator),
    close: async () => {
      await emulator.close();
      rmSync(bin, { recursive: true, force: true });
    },
  };
}

/** All worlds build one commit of one repository, so that they come to one digest. */
export async function openImages(count: number): Promise<readonly World[]> {
  const repository = newRepository();
  repository.commit("Begin", { Dockerfile: "FROM scratch\nCOPY app /app\n", "app/page.txt": "hello\n" });
  const worlds = await Promise.all(Array.from({ length: count }, () => world(repository)));
  const [first, ...rest] = worlds;
  if (first === undefined) return [];
  const close = async (): Promise<void> => {
    await first.close();
    repository.remove();
  };
  return [{ ...first, close }, ...rest];
}

export const buildImage: readonly Scenario[] = [
  {
    name: "build-image build and push",
    action: "build-image",
    outcome: "built",
    again: ["unchanged"],
    stride: 8,
    afterCancel: (state) => state,
    open: openImages,
  },
];
