import type { Dependency } from "../../dependencies/types.ts";

/** One question as `querybatch` takes it. */
export interface Query {
  readonly package?: { readonly ecosystem: string; readonly name: string };
  readonly version?: string;
  readonly commit?: string;
}

/** `unasked`: nobody keeps advisories about such a thing, and why. */
export type Asking = { readonly query: Query } | { readonly unasked: string };

const COMMIT = /(?:^|[#@/=])([0-9a-f]{40})(?:$|[?#&])/;
const LONGEST = 300;

/** How OSV wants to be asked about one dependency; each ecosystem has its own spelling of names and versions. */
export const questionOf = (dependency: Dependency): Asking => {
  const { ecosystem, name, version, source, resolved } = dependency;
  if (ecosystem === "Docker") return { unasked: "no database lists what is known against images" };
  // Maven's coordinates may mean a module of the repository, or a package of others of the same name.
  if (source === "path" && ecosystem !== "Maven") return { unasked: "it is part of the repository itself" };
  if (name.length > LONGEST || (version?.length ?? 0) > LONGEST) return { unasked: "its name or version is too long" };
  // Tags and shas are no versions to OSV: all that is known is asked for, and compared here.
  if (ecosystem === "GitHub Actions") return { query: { package: { ecosystem, name: actionRepository(name) } } };
  if (source === "git") {
    const commit = COMMIT.exec(resolved ?? "")?.[1] ?? COMMIT.exec(version ?? "")?.[1];
    if (commit !== undefined) return { query: { commit } };
  }
  if (version === undefined) {
    const isOutside = ecosystem === "Maven" && dependency.ranges === undefined;
    return {
      unasked: isOutside ? "its version is decided outside of the repository" : "the file does not pin its version",
    };
  }
  return { query: { package: { ecosystem, name: nameOf(dependency) }, version: versionOf(ecosystem, version) } };
};

/** One question, with everything that it is the question about. */
export interface Question {
  readonly query: Query;
  /** By purl. */
  readonly askers: Map<string, Dependency>;
}

/** Each question once; `unasked` has why nobody can be asked about the others, by purl. */
export const questionsOf = (
  dependencies: readonly Dependency[],
): { readonly questions: readonly Question[]; readonly unasked: Map<string, string> } => {
  const unasked = new Map<string, string>();
  const questions = new Map<string, Question>();
  for (const dependency of dependencies) {
    const asking = questionOf(dependency);
    if ("unasked" in asking) {
      unasked.set(dependency.purl, asking.unasked);
      continue;
    }
    const key = JSON.stringify(asking.query);
    const question = questions.get(key) ?? { query: asking.query, askers: new Map<string, Dependency>() };
    questions.set(key, question);
    question.askers.set(dependency.purl, dependency);
  }
  return { questions: [...questions.values()], unasked };
};

/** `owner/name` of an action or reusable workflow that may lie in a folder of its repository. */
export const actionRepository = (name: string): string => name.split("/").slice(0, 2).join("/");

const nameOf = ({ ecosystem, name }: Dependency): string => {
  if (ecosystem === "PyPI") return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
  return ecosystem === "Packagist" ? name.toLowerCase() : name;
};

const versionOf = (ecosystem: string, version: string): string => {
  if (ecosystem === "Go") return version.replace(/^v(?=\d)/, "");
  // `1.16.2-x86_64-linux` is 1.16.2 built for one platform.
  return ecosystem === "RubyGems" ? version.replace(/-[a-z].*$/i, "") : version;
};
