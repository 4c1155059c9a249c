import * as z from "zod";
import type { ReleaseFacts } from "../../dependencies/types.ts";
import { parseJson } from "../../domain/json.ts";
import type { Clock } from "../../ports/clock.ts";
import { earliest, listOf, momentOf, own, repositoryOf, sizeOf, textOf } from "./fields.ts";
import {
  type Ask,
  beside,
  each,
  type Finding,
  type Findings,
  isAt,
  NOTHING,
  type Question,
  type Reader,
} from "./types.ts";

export interface CratesOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Address of deps.dev, which knows licences and has no limit. */
  readonly depsDev: string;
}

/** crates.io wants to be asked once a second at most, but for its index; more crates than this are not asked about there. */
const FEW = 3;
const PACE = 1000;

/** The sparse index tells what was published when; the registry's interface, asked gently, by whom and how. */
export const cratesReader = (ask: Ask, { clock, signal, depsDev }: CratesOptions): Reader => {
  let asked = 0;
  let turn = Promise.resolve();

  /** Answers of the interface one after another, a second apart; undefined once enough crates were asked about. */
  const gently = (registry: string, name: string): Promise<unknown> => {
    if (asked >= FEW) return Promise.resolve(undefined);
    const wait = asked++ === 0 ? 0 : PACE;
    const answer = turn.then(async () => {
      if (wait > 0) await clock.sleep(wait, signal);
      const api = await apiOf(ask, registry);
      if (api === undefined) return undefined;
      const url = `${api}/api/v1/crates/${encodeURIComponent(name)}`;
      const { status, body } = await ask({ url, schema: z.unknown(), accept: [403, 404] });
      return status === 200 ? body : undefined;
    });
    turn = answer.then(
      () => undefined,
      () => undefined,
    );
    return answer;
  };

  return async (question) => {
    const { registry, name, wanted } = question;
    const url = `${registry}/${indexPath(name.toLowerCase())}`;
    const { status, body } = await ask({ url, schema: z.string(), text: true, accept: [404, 410, 451] });
    if (status !== 200) return undefined;
    const findings = read(body, question);
    const { value: told, why: gap } =
      wanted.trust || wanted.license ? await beside(gently(registry, name)) : { value: undefined };
    const isPublic = isAt(registry, "index.crates.io") || isAt(registry, new URL(depsDev).host);
    const license = told === undefined && wanted.license && isPublic;
    const more = await Promise.all(
      question.dependencies.map(async ({ purl, version = "" }): Promise<readonly [string, Finding]> => {
        const { facts, why } = findings.get(purl) ?? {};
        if (facts === undefined) return [purl, why === undefined ? {} : { why }];
        const { value, why: further = gap } = license
          ? await beside(licenseAt(ask, depsDev, name, version))
          : { value: byInterface(told, version) };
        return [purl, { facts: { ...facts, ...value }, ...(further === undefined ? {} : { why: further }) }];
      }),
    );
    return new Map(more);
  };
};

const indexPath = (name: string): string => {
  const path = encodeURIComponent(name);
  if (name.length <= 2) return `${name.length}/${path}`;
  if (name.length === 3) return `3/${name.charAt(0)}/${path}`;
  return `${name.slice(0, 2)}/${name.slice(2, 4)}/${path}`;
};

/** One JSON document in each line. */
const read = (index: string, { dependencies }: Question): Findings => {
  const releases = new Map(
    index.split("\n").flatMap((line) => {
      const release = parseJson(line);
      const version = textOf(own(release, "vers"), 100);
      return version === undefined ? [] : [[version, release] as const];
    }),
  );
  const versions = new Map([...releases].map(([version, release]) => [version, momentOf(own(release, "pubtime"))]));
  return each(dependencies, (version) => {
    const release = releases.get(version);
    if (release === undefined) return { why: "the index has the crate, but not this version" };
    const yanked = own(release, "yanked");
    const sum = textOf(own(release, "cksum"), 64);
    return {
      facts: {
        ...NOTHING,
        publishedAt: versions.get(version),
        createdAt: earliest(versions.values()),
        versions,
        yanked: typeof yanked === "boolean" ? yanked : undefined,
        integrity: sum === undefined ? undefined : `sha256:${sum}`,
      },
    };
  });
};

/** Where an index says that its registry's interface is. */
const apiOf = async (ask: Ask, registry: string): Promise<string | undefined> => {
  const { status, body } = await ask({ url: `${registry}/config.json`, schema: z.unknown(), accept: [404] });
  const api = status === 200 ? textOf(own(body, "api")) : undefined;
  if (api === undefined || !/^https?:\/\//.test(api) || !URL.canParse(api)) return undefined;
  // An index may lead to another host, but not from outside into a network of its own.
  return new URL(api).host === new URL(registry).host || isAt(api, "crates.io") ? api.replace(/\/+$/, "") : undefined;
};

const byInterface = (told: unknown, version: string): Partial<ReleaseFacts> => {
  const release = listOf(own(told, "versions")).find((entry) => own(entry, "num") === version);
  if (release === undefined) return {};
  const crate = own(told, "crate");
  const trusted = own(release, "trustpub_data");
  const publisher = own(release, "published_by");
  const publishedAt = momentOf(own(release, "created_at"));
  return {
    license: textOf(own(release, "license"), 500),
    repository: repositoryOf(own(release, "repository") ?? own(crate, "repository")),
    createdAt: momentOf(own(crate, "created_at")),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(trusted === undefined ? {} : { trust: trusted === null ? ("none" as const) : ("trusted-publisher" as const) }),
    publisher: textOf(own(publisher, "login"), 100),
    size: sizeOf(own(release, "crate_size")),
  };
};

const licenseAt = async (ask: Ask, api: string, name: string, version: string): Promise<Partial<ReleaseFacts>> => {
  const url = `${api}/v3/systems/cargo/packages/${encodeURIComponent(name)}/versions/${encodeURIComponent(version)}`;
  const { status, body } = await ask({ url, schema: z.unknown(), accept: [404] });
  const licenses = listOf(status === 200 ? own(body, "licenses") : undefined).flatMap(
    (license) => textOf(license, 500) ?? [],
  );
  return licenses.length === 0 ? {} : { license: licenses.join(" AND ") };
};
