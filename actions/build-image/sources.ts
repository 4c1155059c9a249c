import { parseJson } from "../../shared/domain/json.ts";
import { parseYaml } from "../../shared/yaml/parse-yaml.ts";

type Matches = (path: string) => boolean;

const escape = (text: string): string => text.replaceAll(/[$()+.^{|}\\]/g, String.raw`\$&`);

/** Whether a file is a path, below it, or met by its pattern: `*` and `?` stay within a folder, `**` does not. */
export function matcher(sources: readonly string[]): Matches {
  const patterns = sources.map((source) => {
    const clean = source.replace(/^(?:\.?\/+)+(?=.)/, "").replace(/\/+$/, "");
    if (clean === "." || clean === "") return /^/;
    const body = escape(clean)
      .replaceAll(/\*\*\/?|\*|\?/g, (star) => (star === "?" ? "[^/]" : star === "*" ? "[^/]*" : "(?:.*/)?"))
      .replace(/\(\?:\.\*\/\)\?$/, ".*");
    try {
      return new RegExp(`^${body}(?:/.*)?$`, "s");
    } catch {
      // A class that is none: only the builder can say what it means, so it may mean anything.
      return /^/;
    }
  });
  return (path) => patterns.some((pattern) => pattern.test(path));
}

interface Package {
  readonly folder: string;
  readonly name: string;
  readonly needs: readonly string[];
}

const object = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];

function packageOf(folder: string, text: string): Package {
  const json = object(parseJson(text));
  const needs = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"].flatMap((key) =>
    Object.keys(object(json[key])),
  );
  return { folder, name: typeof json["name"] === "string" ? json["name"] : "", needs };
}

/**
 * What an image depends on that was told `paths`: these, the packages of the workspace that packages among them need, and
 * the files at the root, where lock files are. Folders are relative to the context.
 */
export async function withWorkspace(
  paths: readonly string[],
  all: readonly string[],
  text: (path: string) => Promise<string | undefined>,
): Promise<readonly string[]> {
  const folders = all.filter((path) => path.endsWith("/package.json") && !path.includes("node_modules/"));
  const root = object(parseJson((await text("package.json")) ?? ""));
  const pnpm = object(yaml((await text("pnpm-workspace.yaml")) ?? ""));
  const workspaces = root["workspaces"];
  const globs = [...strings(workspaces), ...strings(object(workspaces)["packages"]), ...strings(pnpm["packages"])];
  const atRoot = all.filter((path) => !path.includes("/"));
  if (globs.length === 0) return [...paths, ...atRoot];

  const belongs = matcher(globs.filter((glob) => !glob.startsWith("!")));
  const packages: Package[] = [];
  for (const path of folders) {
    const folder = path.slice(0, -"/package.json".length);
    if (belongs(folder)) packages.push(packageOf(folder, (await text(path)) ?? ""));
  }
  const inside = matcher(paths);
  const needed = new Set(packages.filter(({ folder }) => inside(folder) || inside(`${folder}/package.json`)));
  // A set grows while it is gone through, and that is what brings the packages that packages need.
  for (const { needs } of needed) {
    for (const other of packages) if (needs.includes(other.name)) needed.add(other);
  }
  return [...new Set([...paths, ...[...needed].map(({ folder }) => folder), ...atRoot])];
}

function yaml(text: string): unknown {
  try {
    return parseYaml(text, 10);
  } catch {
    return undefined;
  }
}
