import { oneLine } from "../../action/text.ts";
import { canonicalName } from "../purl.ts";
import { type Lockfile, baseOf } from "./lockfile.ts";
import { type Pinned, type Scope, toInventory } from "./pinned.ts";
import { requirementOf, sourceOfUrl, versionOfArchive } from "./python-requirement.ts";
import { checkText } from "./refuse.ts";
import { requirementLines } from "./requirement-lines.ts";

const FOR_DEVELOPMENT = /(?:^|[-_./])(?:dev|develop|development|test|tests|testing|lint|docs|doc|ci|typing)(?=[-_./])/i;

const INCLUDES = /^(-r|--requirement|-c|--constraint)[\s=]*(.+)$/;

export const isRequirements = (path: string): boolean => path.endsWith(".txt");

/** Paths, from where the file is, of those that it includes or is constrained by; addresses and absolute paths are none. */
export const includedIn = (text: string): readonly string[] =>
  requirementLines(text).flatMap(({ content }) => {
    const target = INCLUDES.exec(content)?.[2]
      ?.trim()
      .replace(/^(["'])(.*)\1$/, "$2");
    return target === undefined || /^(?:[a-z][a-z+]*:|\/)/i.test(target) ? [] : [target];
  });

/** `requirements*.txt`, written by hand, by pip-compile or by uv: both write who needs what into comments. */
export const requirementsFile = (path: string): Lockfile => ({
  path,
  ecosystem: "PyPI",
  wants: () => false,
  read: (text) => {
    const scope: Scope = FOR_DEVELOPMENT.test(`/${baseOf(path)}`) ? "development" : "runtime";
    const notes: string[] = [];
    const pinned = new Map<string, Pinned>();
    const via = new Map<string, readonly string[]>();
    for (const { line, content, hashes, via: needers } of requirementLines(checkText(path, text))) {
      const option = INCLUDES.exec(content);
      if (option !== null) {
        const what = option[1]?.includes("r") === true && !option[1].includes("c") ? "includes" : "is constrained by";
        notes.push(
          `Line ${line} ${what} ${oneLine(option[2] ?? "")}, which is read as a file of its own where the repository has it.`,
        );
        continue;
      }
      const entry = read(content, notes, line);
      if (entry === undefined) continue;
      const key = `${canonicalName("PyPI", entry.name)}\0${line}`;
      pinned.set(key, {
        ...entry,
        line,
        scope,
        integrity: hashes.length === 0 ? undefined : hashes.toSorted().join(" "),
      });
      if (needers.length > 0) via.set(key, needers);
    }
    addWhoNeeds(pinned, via);
    return toInventory({ file: path, format: "requirements", ecosystem: "PyPI", notes }, pinned);
  },
});

function read(content: string, notes: string[], line: number): Omit<Pinned, "line"> | undefined {
  const editable = content.replace(/^(?:-e|--editable)[\s=]+/, "");
  if (editable.startsWith("-")) return undefined;
  const address = /^(?:[a-z]+\+)?[a-z]+:\/\/\S+|^\.{0,2}\/\S+/.exec(editable)?.[0];
  if (address !== undefined) {
    const name = /[#&]egg=([\w.-]+)/.exec(address)?.[1] ?? /^[^/]*?(?=-\d)/.exec(baseOf(address))?.[0];
    if (name === undefined) {
      if (!address.startsWith(".") && !address.startsWith("/"))
        notes.push(`Line ${line} names an address and no package.`);
      return undefined;
    }
    return { name, version: versionOfArchive(address), source: sourceOfUrl(address), resolved: address };
  }
  const requirement = requirementOf(editable);
  if (requirement === undefined) {
    notes.push(`Line ${line} is no requirement: ${oneLine(content, 80)}`);
    return undefined;
  }
  const { name, range, version, url } = requirement;
  if (url !== undefined) return { name, version: versionOfArchive(url), source: sourceOfUrl(url), resolved: url };
  // A file that pins has been made from another that says what may be.
  return { name, version, ...(range === "" || version !== undefined ? {} : { ranges: [range] }) };
}

/** Without such comments everything is named by the project itself. */
function addWhoNeeds(pinned: Map<string, Pinned>, via: ReadonlyMap<string, readonly string[]>): void {
  const isName = (needer: string): boolean => /^[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?$/.test(needer) && !isFile(needer);
  const keys = Map.groupBy(pinned.keys(), (key) => key.slice(0, key.indexOf("\0")));
  const needs = new Map<string, { key: string }[]>();
  for (const [key, needers] of via) {
    for (const needer of needers.filter(isName)) {
      const name = canonicalName("PyPI", needer.replace(/\[.*$/, ""));
      const [from] = keys.get(name) ?? [];
      if (from === undefined) continue;
      const known = needs.get(from);
      if (known === undefined) needs.set(from, [{ key }]);
      else known.push({ key });
    }
  }
  for (const [key, entry] of pinned) {
    const needers = via.get(key);
    // A needer that is no package of the file is the project, or a file of it.
    const direct = needers === undefined || needers.some((needer) => !isName(needer) || !isPinned(needer));
    pinned.set(key, { ...entry, direct, needs: needs.get(key) ?? [] });
  }

  function isPinned(needer: string): boolean {
    return keys.has(canonicalName("PyPI", needer.replace(/\[.*$/, "")));
  }
}

const isFile = (needer: string): boolean => /\.(?:in|txt|toml|cfg|py)$|^-/.test(needer);
