import { setTimeout as wait } from "node:timers/promises";
import type { Incoming, Reply, Route } from "../routes.ts";
import { startServer } from "../server.ts";
import type { Emulator } from "../types.ts";
import { depsDevMavenVersion, depsDevPackage, mavenFile } from "./maven.ts";
import { oneVersion, packument } from "./npm.ts";
import { registration, serviceIndex } from "./nuget.ts";
import {
  composerPackage,
  crate,
  depsDevVersion,
  gemAttestations,
  gemVersions,
  indexLines,
  projectPage,
  simplePage,
} from "./others.ts";
import type { PackageOptions } from "./world.ts";

export interface RegistriesOptions {
  readonly packages?: readonly PackageOptions[];
  /** Milliseconds that every answer takes longer, as a network does. */
  readonly latency?: number;
  /** Key that npm's part wants to see; nobody needs one when absent. */
  readonly npmToken?: string;
  readonly port?: number;
}

export interface RegistriesEmulator extends Emulator {
  readonly publish: (...packages: readonly PackageOptions[]) => void;
  /** Addresses as package managers are given them. */
  readonly npm: string;
  readonly pypi: string;
  readonly crates: string;
  readonly gems: string;
  readonly go: string;
  readonly sums: string;
  readonly packagist: string;
  readonly maven: string;
  readonly nuget: string;
  readonly depsDev: string;
}

const missing: Reply = { status: 404, body: { error: "Not found" } };
const found = (body: unknown): Reply => (body === undefined ? missing : { status: 200, body });
const text = (raw: string | undefined): Reply =>
  raw === undefined ? missing : { status: 200, raw, headers: { "content-type": "text/plain" } };

const unescaped = (path: string): string => path.replaceAll(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** It needs hours for what was published just now. */
const depsDevKnown =
  (view: (one: PackageOptions, version: string) => unknown) =>
  (one: PackageOptions, version: string): unknown => {
    const releases = one.releases.filter(({ unindexed = false }) => !unindexed);
    return releases.length === 0 ? undefined : view({ ...one, releases }, version);
  };

/** Every registry on one port, each below a path of its own. */
export const startRegistries = async (options: RegistriesOptions = {}): Promise<RegistriesEmulator> => {
  const { latency = 0, npmToken } = options;
  const packages = new Map<string, PackageOptions>();
  const key = (ecosystem: string, name: string): string => `${ecosystem} ${name.toLowerCase()}`;
  const publish = (...added: readonly PackageOptions[]): void => {
    for (const one of added) packages.set(key(one.ecosystem, one.name), one);
  };
  publish(...(options.packages ?? []));
  let root = "";

  const show = (ecosystem: PackageOptions["ecosystem"], name: string, view: (one: PackageOptions) => Reply): Reply => {
    const one = packages.get(key(ecosystem, name));
    return one === undefined ? missing : view(one);
  };
  // Written once, as a registry has them ready: who measures a client does not want to measure this.
  const documents = new WeakMap<PackageOptions, string>();
  const document = (one: PackageOptions): Reply => {
    const raw = documents.get(one) ?? JSON.stringify(packument(`${root}/npm`, one));
    documents.set(one, raw);
    return { status: 200, raw, headers: { "content-type": "application/json" } };
  };
  const npm = ({ params, headers }: Incoming): Reply => {
    if (npmToken !== undefined && headers["authorization"] !== `Bearer ${npmToken}`) {
      return { status: 401, body: { error: "authentication required" } };
    }
    const [first = "", second = "", ...rest] = (params["name"] ?? "").split("/");
    const [name, version] = first.startsWith("@") ? [`${first}/${second}`, rest[0]] : [first, second || undefined];
    return show("npm", name, (one) =>
      version === undefined ? document(one) : found(oneVersion(`${root}/npm`, one, version)),
    );
  };
  const index = ({ params }: Incoming): Reply =>
    show("crates.io", (params["path"] ?? "").split("/").at(-1) ?? "", (one) => text(indexLines(one)));
  const goInfo = ({ params }: Incoming): Reply => {
    const [, module = "", version = ""] = /^(.+)\/@v\/(.+)\.info$/.exec(unescaped(params["path"] ?? "")) ?? [];
    return show("Go", module, ({ releases }) => {
      const release = releases.find((candidate) => candidate.version === version);
      const origin = release?.repository === undefined ? {} : { Origin: { VCS: "git", URL: release.repository } };
      return found(release && { Version: version, Time: release.publishedAt, ...origin });
    });
  };
  const goSum = ({ params }: Incoming): Reply => {
    const [, module = "", version = ""] = /^(.+)@(.+)$/.exec(unescaped(params["path"] ?? "")) ?? [];
    return show("Go", module, ({ releases }) => {
      const sum = releases.find((candidate) => candidate.version === version)?.integrity;
      return text(sum && `1\n${module} ${version} ${sum}\n${module} ${version}/go.mod h1:x\n\ngo.sum database tree\n`);
    });
  };
  const json =
    (ecosystem: PackageOptions["ecosystem"], view: (one: PackageOptions, version: string) => unknown) =>
    ({ params }: Incoming): Reply =>
      show(ecosystem, (params["name"] ?? "").replace(/\.json$/, ""), (one) =>
        found(view(one, params["version"] ?? "")),
      );

  const maven = ({ params }: Incoming): Reply => {
    const file = mavenFile(packages.values(), params["path"] ?? "");
    if (file === undefined) return missing;
    const headers = { "content-type": "text/xml", "last-modified": new Date(file.modifiedAt).toUTCString() };
    return { status: 200, raw: file.text, headers };
  };

  const routes: readonly Route[] = [
    { method: "GET", path: "/npm/*name", handler: npm },
    { method: "GET", path: "/pypi/simple/:name/", handler: json("PyPI", simplePage) },
    { method: "GET", path: "/pypi/pypi/:name/:version/json", handler: json("PyPI", projectPage) },
    {
      method: "GET",
      path: "/crates/config.json",
      handler: () => found({ dl: `${root}/dl`, api: `${root}/crates-io` }),
    },
    { method: "GET", path: "/crates/*path", handler: index },
    { method: "GET", path: "/crates-io/api/v1/crates/:name", handler: json("crates.io", crate) },
    { method: "GET", path: "/gems/api/v1/versions/:name", handler: json("RubyGems", gemVersions) },
    {
      method: "GET",
      path: "/gems/api/v1/attestations/:name",
      handler: ({ params }) => found(gemAttestations(packages.values(), (params["name"] ?? "").replace(/\.json$/, ""))),
    },
    { method: "GET", path: "/go/*path", handler: goInfo },
    { method: "GET", path: "/sums/lookup/*path", handler: goSum },
    {
      method: "GET",
      path: "/packagist/packages.json",
      handler: () => found({ packages: [], "metadata-url": "/packagist/p2/%package%.json" }),
    },
    { method: "GET", path: "/packagist/p2/*name", handler: json("Packagist", composerPackage) },
    {
      method: "GET",
      path: "/deps-dev/v3/systems/cargo/packages/:name/versions/:version",
      handler: json("crates.io", depsDevVersion),
    },
    { method: "GET", path: "/maven/*path", handler: maven },
    { method: "GET", path: "/nuget/v3/index.json", handler: () => found(serviceIndex(`${root}/nuget`)) },
    {
      method: "GET",
      path: "/nuget/registration/:name/index.json",
      handler: json("NuGet", (one) => registration(`${root}/nuget`, one)),
    },
    {
      method: "GET",
      path: "/nuget/registration/:name/page/:version",
      handler: json("NuGet", (one, page) => registration(`${root}/nuget`, one, Number.parseInt(page, 10))),
    },
    {
      method: "GET",
      path: "/deps-dev/v3/systems/maven/packages/:name",
      handler: json("Maven", depsDevKnown(depsDevPackage)),
    },
    {
      method: "GET",
      path: "/deps-dev/v3/systems/maven/packages/:name/versions/:version",
      handler: json("Maven", depsDevKnown(depsDevMavenVersion)),
    },
  ];
  const server = await startServer({
    routes,
    port: options.port,
    before: async () => {
      if (latency > 0) await wait(latency);
      return undefined;
    },
  });
  root = server.url;
  return {
    ...server,
    publish,
    npm: `${root}/npm`,
    pypi: `${root}/pypi/simple`,
    crates: `${root}/crates`,
    gems: `${root}/gems`,
    go: `${root}/go`,
    sums: `${root}/sums`,
    packagist: `${root}/packagist`,
    maven: `${root}/maven`,
    nuget: `${root}/nuget/v3/index.json`,
    depsDev: `${root}/deps-dev`,
    dump: () => [...packages.keys()].toSorted(),
  };
};
