import * as z from "zod";
import type { Dependency } from "../../dependencies/types.ts";
import { momentOf, own, repositoryOf } from "./fields.ts";
import { type Ask, beside, type Finding, isAt, NOTHING, type Question, type Reader } from "./types.ts";

/** Capital letters are written with a mark, since some file systems do not tell them from small ones. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`)
    .split("/")
    .map((part) => encodeURIComponent(part).replaceAll("%21", "!"))
    .join("/");

const PUBLIC = "proxy.golang.org";
const NOT_ASKED: { readonly value?: string; readonly why?: string } = {};

/** A Go proxy: one small answer for each version. `sums`: the checksum database, asked about what the public proxy has. */
export const goReader =
  (ask: Ask, sums: { readonly url: string; readonly beside?: string }): Reader =>
  async (question) => {
    const all = await Promise.all(
      question.dependencies.map(
        async (dependency) => [dependency.purl, await one(ask, sums, question, dependency)] as const,
      ),
    );
    const found = all.flatMap(([purl, finding]) => (finding === undefined ? [] : [[purl, finding] as const]));
    return found.length === 0 ? undefined : new Map(found);
  };

const one = async (
  ask: Ask,
  sums: { readonly url: string; readonly beside?: string },
  { registry, name }: Question,
  { version = "", integrity }: Dependency,
): Promise<Finding | undefined> => {
  const [info, sum] = await Promise.all([
    ask({ url: `${registry}/${escaped(name)}/@v/${escaped(version)}.info`, schema: z.unknown(), accept: [404, 410] }),
    // Only worth a request where the lock file says something that it can be compared with; names of others are not told.
    integrity?.startsWith("h1:") === true && isAt(registry, sums.beside ?? PUBLIC)
      ? beside(sumOf(ask, sums.url, name, version))
      : NOT_ASKED,
  ]);
  if (info.status !== 200) return undefined;
  const origin = own(info.body, "Origin");
  return {
    facts: {
      ...NOTHING,
      publishedAt: momentOf(own(info.body, "Time")),
      repository: repositoryOf(own(origin, "URL")),
      integrity: sum.value,
    },
    ...(sum.why === undefined ? {} : { why: sum.why }),
  };
};

/** What the whole world got for this version: the database only ever adds lines. */
const sumOf = async (ask: Ask, sums: string, name: string, version: string): Promise<string | undefined> => {
  const url = `${sums}/lookup/${escaped(name)}@${escaped(version)}`;
  const { status, body } = await ask({ url, schema: z.string(), text: true, accept: [404, 410] });
  const line =
    status === 200 ? body.split("\n").find((found) => found.startsWith(`${name} ${version} h1:`)) : undefined;
  return line?.slice(`${name} ${version} `.length).trim();
};
