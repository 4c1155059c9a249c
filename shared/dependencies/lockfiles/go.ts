import { type GoModule, readGoMod } from "./go-mod.ts";
import { type Lockfile, folderOf } from "./lockfile.ts";
import { type Pinned, toInventory } from "./pinned.ts";
import { checkText } from "./refuse.ts";

/**
 * `go.mod`, with the hashes of `go.sum` beside it. Since Go 1.17 it names all that is built; before, what the modules need
 * themselves is only in go.sum.
 */
export const goLockfile = (path: string): Lockfile => ({
  path,
  ecosystem: "Go",
  wants: (other) => other === `${folderOf(path)}go.sum`,
  read: (text, beside) => {
    const { go, modules, replaced, tools, notes } = readGoMod(path, checkText(path, text));
    const sums = readGoSum(beside?.get(`${folderOf(path)}go.sum`) ?? "");
    const pinned = new Map<string, Pinned>();
    const add = ({ name, version, line, direct }: GoModule): void => {
      const other = replaced.get(`${name}@${version}`) ?? replaced.get(name);
      if (other !== undefined && other.version === undefined) {
        notes.push(`${name} is replaced by a folder of the repository.`);
        return;
      }
      const [path = name, exact = version] = [other?.name, other?.version];
      pinned.set(name, {
        name: path,
        version: exact,
        line: other?.line ?? line,
        // Go itself calls a module indirect that is there for its commands alone.
        direct: direct || tools.some((tool) => tool === name || tool.startsWith(`${name}/`)),
        integrity: sums.get(`${path} ${exact}`),
        ...(path === name ? {} : { alias: name }),
      });
    };
    for (const module of modules) add(module);
    if (isBefore117(go)) {
      const known = new Set([...pinned.values()].map(({ name }) => name));
      for (const [name, version] of newest(sums)) {
        if (!pinned.has(name) && !known.has(name)) add({ name, version, line: 1, direct: false });
      }
    }
    return toInventory({ file: path, format: "go.mod", ecosystem: "Go", notes }, pinned);
  },
});

/** `go.work`: what it replaces is replaced in every module that it uses, whatever their own files say. */
export const goWorkspace = (path: string): Lockfile => ({
  path,
  ecosystem: "Go",
  wants: (other) => other === `${path}.sum`,
  read: (text, beside) => {
    const { replaced, notes } = readGoMod(path, checkText(path, text));
    const sums = readGoSum(beside?.get(`${path}.sum`) ?? "");
    const pinned = new Map<string, Pinned>();
    for (const [from, { name, version, line }] of replaced) {
      const alias = from.replace(/@[^@/]*$/, "");
      if (version === undefined) {
        notes.push(`${alias} is replaced by a folder of the repository.`);
        continue;
      }
      pinned.set(from, {
        name,
        version,
        line,
        direct: true,
        integrity: sums.get(`${name} ${version}`),
        ...(alias === name ? {} : { alias }),
      });
    }
    return toInventory({ file: path, format: "go.work", ecosystem: "Go", notes }, pinned);
  },
});

const isBefore117 = (go: string | undefined): boolean => {
  const [, major = "1", minor = "16"] = /^(\d+)\.(\d+)/.exec(go ?? "") ?? [];
  return Number(major) === 1 && Number(minor) < 17;
};

/** `module version` to `h1:…`: of the module itself, not of its go.mod. */
function readGoSum(text: string): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [name, version, hash] = line.trim().split(/\s+/);
    if (name === undefined || version === undefined || hash === undefined || version.endsWith("/go.mod")) continue;
    sums.set(`${name} ${version}`, hash);
  }
  return sums;
}

/** Go takes the highest version that anybody asks for, and go.sum is in the order of versions. */
const newest = (sums: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...sums.keys()].map((key) => [key.slice(0, key.indexOf(" ")), key.slice(key.indexOf(" ") + 1)] as const));
