import { Failure } from "../../action/failure.ts";
import type { Secret } from "../../action/secret.ts";
import { isPrivateModule, registriesOf } from "../../dependencies/addresses/choose.ts";
import type { Addresses } from "../../dependencies/addresses/types.ts";
import type { Dependency, Ecosystem, NotChecked, ReleaseFacts } from "../../dependencies/types.ts";
import { boundedHttp } from "../../http/bounded.ts";
import type { Http } from "../../http/types.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Registries } from "../../ports/registries.ts";
import { cratesReader } from "./crates.ts";
import { goReader } from "./go.ts";
import { keysOf } from "./keys.ts";
import { mavenReader } from "./maven.ts";
import { npmReader } from "./npm.ts";
import { nugetReader } from "./nuget.ts";
import { composerReader } from "./packagist.ts";
import { pypiReader } from "./pypi.ts";
import { gemReader } from "./rubygems.ts";
import type { Ask, Finding, Question, Reader } from "./types.ts";

export interface RegistriesOptions {
  readonly http: Http;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What the base commit and the job say: nothing that a pull request says is ever asked. */
  readonly addresses: Addresses;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly protect: (value: string) => Secret;
  /** Called now and then while very many answers come in: a chance to clear up after them. */
  readonly relieve?: () => void;
  readonly depsDev?: string;
  /** Go's checksum database, and the host of the proxy that it speaks for. */
  readonly sums?: { readonly url: string; readonly beside: string };
  /** The host of the gems that everybody uses. */
  readonly gems?: string;
}

/** Requests to one registry at the same time: a thousand packages at a tenth of a second each take little more than one. */
const MOST = 96;
/** Answers after which it is worth clearing up. */
const MANY = 350;
/** Milliseconds for all attempts of one request, and for one of them. */
const BUDGET = 15_000;
const ATTEMPT = 10_000;
/** Mirrors send on to where they keep things. */
const REDIRECTS = 2;

/** Facts about releases from the registries that are configured, one request a package wherever the registry allows it. */
export const createRegistries = (options: RegistriesOptions): Registries => {
  const { addresses, clock, signal } = options;
  const { depsDev = "https://api.deps.dev", sums = { url: "https://sum.golang.org" }, gems = "rubygems.org" } = options;
  const http = boundedHttp(options.http, { most: MOST, budget: BUDGET });
  const keyOf = keysOf(options);
  let answers = 0;
  const ask: Ask = async (request) => {
    const answer = await http({ attempt: ATTEMPT, redirects: REDIRECTS, ...request, ...keyOf(request) });
    if (++answers % MANY === 0) options.relieve?.();
    return answer;
  };
  const readers: Readonly<Partial<Record<Ecosystem, Reader>>> = {
    npm: npmReader(ask),
    PyPI: pypiReader(ask),
    RubyGems: gemReader(ask, { clock, signal, host: gems }),
    Go: goReader(ask, sums),
    Packagist: composerReader(ask),
    NuGet: nugetReader(ask),
    Maven: mavenReader(ask, { depsDev }),
    "crates.io": cratesReader(ask, { clock, signal, depsDev }),
  };

  /** What was learnt beside the question is not asked for again. */
  const learnt = new Map<string, ReleaseFacts>();

  /** One registry after another, until one has it. */
  const find = async (question: Omit<Question, "registry">, registries: readonly string[], read: Reader) => {
    const found = new Map<string, Finding>();
    for (const registry of registries) {
      const open = question.dependencies.filter(({ purl }) => found.get(purl)?.facts === undefined);
      if (open.length === 0) break;
      // oxlint-disable-next-line no-await-in-loop -- the next one is asked only about what this one does not have
      const findings = await read({ ...question, dependencies: open, registry }).catch(failed);
      if (findings instanceof Failure) for (const { purl } of open) found.set(purl, { why: findings.message });
      else {
        for (const [purl, finding] of findings ?? []) {
          found.set(purl, finding);
          if (finding.facts !== undefined && finding.why === undefined) learnt.set(purl, finding.facts);
        }
      }
    }
    return found;
  };

  return {
    async releases(dependencies, wanted) {
      const facts = new Map<string, ReleaseFacts>();
      const unchecked: NotChecked[] = [];
      const unasked = new Map<string, string>();
      const groups = new Map<
        string,
        { registries: readonly string[]; read: Reader; members: Map<string, Dependency> }
      >();
      for (const dependency of dependencies) {
        const { ecosystem, name, version, purl } = dependency;
        const read = readers[ecosystem];
        if (read === undefined) continue;
        const already = learnt.get(purl);
        if (already !== undefined) {
          facts.set(purl, already);
          continue;
        }
        const registries = registriesOf(addresses, dependency);
        const reason = whyUnasked(dependency, registries, addresses);
        if (reason !== undefined || registries === undefined || version === undefined) {
          unasked.set(purl, reason ?? "it comes from no registry");
          continue;
        }
        if (isOdd(name) || isOdd(version)) {
          unchecked.push({ purl, what: "registry", why: "no registry can have such a name or version" });
          continue;
        }
        const key = [ecosystem, name, ...registries].join(" ");
        const group = groups.get(key) ?? { registries, read, members: new Map<string, Dependency>() };
        groups.set(key, group);
        group.members.set(purl, dependency);
      }

      const found = new Map<string, Finding>();
      await Promise.all(
        [...groups.values()].map(async ({ registries, read, members }) => {
          const asked = [...members.values()];
          const findings = await find({ name: asked[0]?.name ?? "", dependencies: asked, wanted }, registries, read);
          const missing = { why: `${hostsIn(registries)} has no such package` };
          for (const { purl } of asked) found.set(purl, findings.get(purl) ?? missing);
        }),
      );
      // In the order of the question, however the answers came in.
      for (const { purl } of dependencies) {
        const { facts: known, why } = found.get(purl) ?? {};
        if (known !== undefined) facts.set(purl, known);
        if (why !== undefined) unchecked.push({ purl, what: "registry", why });
        found.delete(purl);
      }
      return { facts, unchecked, unasked };
    },
  };
};

/** It would lead to another address than that of a package. */
const isOdd = (text: string): boolean => text === "" || text.length > 300 || /(?:^|[/:])\.{1,2}(?:[/:]|$)/.test(text);

const failed = (thrown: unknown): Failure => {
  if (thrown instanceof Failure && thrown.code.startsWith("SLIP-HTTP-")) return thrown;
  throw thrown;
};

const hostsIn = (registries: readonly string[]): string =>
  registries.map((registry) => new URL(registry).host).join(", ");

const whyUnasked = (
  { ecosystem, name, version, source }: Dependency,
  registries: readonly string[] | undefined,
  addresses: Addresses,
): string | undefined => {
  if (source !== "registry")
    return `it comes from ${source === "path" ? "the repository itself" : `a ${source} address`}`;
  if (version === undefined) return "the file does not pin its version";
  if (ecosystem === "Maven" && /-SNAPSHOT$/i.test(version)) return "a snapshot is no release: its content changes";
  if (ecosystem === "Go" && isPrivateModule(addresses, name)) return "GOPRIVATE keeps it from the proxy";
  if (registries?.some((registry) => /\.git$|\/\/github\.com\//.test(registry)) === true)
    return "its registry is a git index";
  return undefined;
};
