import type { GithubOptions } from "./github/options.ts";
import { type GithubEmulator, startGithub } from "./github/start.ts";
import type { NeonOptions } from "./neon/options.ts";
import { type NeonEmulator, startNeon } from "./neon/start.ts";
import { type OsvEmulator, type OsvOptions, startOsv } from "./osv/start.ts";
import { type PagesEmulator, startPages } from "./pages/start.ts";
import type { PagesOptions } from "./pages/world.ts";
import { type RegistriesEmulator, type RegistriesOptions, startRegistries } from "./registries/start.ts";
import type { RegistryEmulatorOptions } from "./registry/options.ts";
import { type RegistryEmulator, startRegistryEmulator } from "./registry/start.ts";
import type { RenderOptions } from "./render/options.ts";
import { type RenderEmulator, startRender } from "./render/start.ts";

export interface CloudOptions {
  readonly render?: RenderOptions;
  readonly neon?: NeonOptions;
  readonly github?: GithubOptions;
  readonly registry?: RegistryEmulatorOptions;
  readonly pages?: PagesOptions;
  readonly osv?: OsvOptions;
  /** The registries of npm, PyPI, crates.io and so on. */
  readonly packages?: RegistriesOptions;
}

type Started<Options, Vendor extends string, Running> = Vendor extends keyof Options
  ? undefined extends Options[Vendor]
    ? Running | undefined
    : Running
  : undefined;

/** Has those emulators that were given options. */
export interface Cloud<Options extends CloudOptions> {
  readonly render: Started<Options, "render", RenderEmulator>;
  readonly neon: Started<Options, "neon", NeonEmulator>;
  readonly github: Started<Options, "github", GithubEmulator>;
  readonly registry: Started<Options, "registry", RegistryEmulator>;
  readonly pages: Started<Options, "pages", PagesEmulator>;
  readonly osv: Started<Options, "osv", OsvEmulator>;
  readonly packages: Started<Options, "packages", RegistriesEmulator>;
  /** Of all emulators, each with its vendor's name before it. */
  readonly violations: () => readonly string[];
  /** Ends all of them, with every process they have started. */
  readonly close: () => Promise<void>;
}

const valueOf = <T>(outcome: PromiseSettledResult<T>): T | undefined =>
  outcome.status === "fulfilled" ? outcome.value : undefined;

/** The local cloud. When one emulator cannot start, none stays. */
export const startCloud = async <const Options extends CloudOptions>(options: Options): Promise<Cloud<Options>> => {
  const outcomes = await Promise.allSettled([
    options.render ? startRender(options.render) : Promise.resolve(undefined),
    options.neon ? startNeon(options.neon) : Promise.resolve(undefined),
    options.github ? startGithub(options.github) : Promise.resolve(undefined),
    options.registry ? startRegistryEmulator(options.registry) : Promise.resolve(undefined),
    options.pages ? startPages(options.pages) : Promise.resolve(undefined),
    options.osv ? startOsv(options.osv) : Promise.resolve(undefined),
    options.packages ? startRegistries(options.packages) : Promise.resolve(undefined),
  ]);
  const [render, neon] = [valueOf(outcomes[0]), valueOf(outcomes[1])];
  const [github, registry, pages] = [valueOf(outcomes[2]), valueOf(outcomes[3]), valueOf(outcomes[4])];
  const [osv, packages] = [valueOf(outcomes[5]), valueOf(outcomes[6])];
  const emulators = { render, neon, github, registry, pages, osv, packages };
  const close = async (): Promise<void> => {
    await Promise.all(Object.values(emulators).map(async (emulator) => emulator?.close()));
  };
  for (const outcome of outcomes) {
    if (outcome.status === "fulfilled") continue;
    await close();
    throw outcome.reason;
  }
  const cloud = {
    ...emulators,
    violations: () =>
      Object.entries(emulators).flatMap(([vendor, emulator]) =>
        (emulator?.violations ?? []).map((text) => `${vendor}: ${text}`),
      ),
    close,
  };
  // Which emulators are there follows from the options, which a type can say and a check cannot.
  return cloud as unknown as Cloud<Options>;
};
