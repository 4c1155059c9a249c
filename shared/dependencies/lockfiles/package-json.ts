import { parseJson } from "../../domain/json.ts";
import type { Scope } from "./pinned.ts";
import { at, entries, text } from "./values.ts";

export interface Named {
  readonly name: string;
  readonly range: string;
  readonly scope: Scope;
}

const GROUPS: readonly (readonly [string, Scope])[] = [
  ["devDependencies", "development"],
  ["optionalDependencies", "optional"],
  ["dependencies", "runtime"],
  ["peerDependencies", "runtime"],
];

/** What a `package.json`, or the same in a lock file, names; an optional dependency is that although it is among the others too. */
export function namedIn(manifest: unknown, { peers = true } = {}): Named[] {
  const named = new Map<string, Named>();
  for (const [group, scope] of GROUPS) {
    if (group === "peerDependencies" && !peers) continue;
    for (const [name, range] of entries(at(manifest, group))) {
      const known = named.get(name);
      // Named for development and as a peer: developed against it, and the user brings it.
      if (known !== undefined && (group === "peerDependencies" || known.scope === "optional")) continue;
      named.set(name, { name, range: text(range) ?? "", scope });
    }
  }
  return [...named.values()];
}

/** A manifest that is no JSON names nothing: it is not what is installed. */
export const parseManifest = (source: string | undefined): unknown => parseJson(source?.replace(/^\ufeff/, ""));

/** `bar` and `^1` of `npm:bar@^1`; undefined when a range names no other package. */
export function aliasOf(range: string): { readonly name: string; readonly range: string } | undefined {
  const match = /^npm:(@[^@/]+\/[^@/]+|[^@/]+)(?:@(.*))?$/.exec(range);
  return match?.[1] === undefined ? undefined : { name: match[1], range: match[2] ?? "" };
}

/** What a specifier says about where a package comes from. */
export function sourceOf(specifier: string): "registry" | "git" | "url" | "path" {
  if (/^(?:git[+:@]|github:|gitlab:|bitbucket:|gist:|ssh:)|\.git(?:#|$)/.test(specifier)) return "git";
  if (/^(?:file:|link:|portal:|workspace:|\.{0,2}\/)/.test(specifier)) return "path";
  if (/^https?:/.test(specifier)) return "url";
  return "registry";
}
