import { type Lockfile, folderOf } from "./lockfile.ts";
import { type Named, aliasOf, namedIn, parseManifest, sourceOf } from "./package-json.ts";
import { type Pinned, toInventory } from "./pinned.ts";
import { type Root, withReach } from "./reach.ts";
import { checkText, refuse } from "./refuse.ts";
import { readBerry } from "./yarn-berry.ts";
import { yarnBlocks } from "./yarn-classic.ts";

/** `yarn.lock` of yarn 1, and of yarn 2 and later. Neither says what the project names: the manifests beside it do. */
export const yarnLockfile = (path: string): Lockfile => ({
  path,
  ecosystem: "npm",
  wants: (other) =>
    other.startsWith(folderOf(path)) && /(?:^|\/)package\.json$/.test(other) && !other.includes("node_modules/"),
  read: (text, beside) => {
    const source = checkText(path, text);
    const manifests = [...(beside ?? [])].map(([, manifest]) => parseManifest(manifest));
    const named = manifests.flatMap((manifest) => namedIn(manifest, { peers: false }));
    return /^__metadata:/m.test(source) ? readBerry(path, source, named) : readClassic(path, source, named);
  },
});

function readClassic(path: string, source: string, named: readonly Named[]) {
  const pinned = new Map<string, Pinned>();
  const answers = new Map<string, string>();
  for (const block of yarnBlocks(path, source)) {
    const [first = ""] = block.keys;
    for (const key of block.keys) {
      if (answers.has(key)) throw refuse(path, `${JSON.stringify(key)} is answered twice.`, block.line);
      answers.set(key, first);
    }
    const split = first.indexOf("@", 1);
    const place = split < 0 ? first : first.slice(0, split);
    const range = first.slice(place.length + 1);
    const alias = aliasOf(range);
    const resolved = block.fields.get("resolved");
    pinned.set(first, {
      name: alias?.name ?? place,
      version: block.fields.get("version"),
      line: block.line,
      // `user/repo` without any more is GitHub's.
      source: /^[\w.-]+\/[\w.-]+(?:#|$)/.test(range) ? "git" : sourceOf(range),
      // What follows the address is the old SHA-1, which has its own field here.
      resolved: resolved?.replace(/#[0-9a-f]{40}$/, ""),
      integrity: block.fields.get("integrity") ?? sha1Of(resolved),
      needs: block.needs,
      ...(alias === undefined ? {} : { alias: place }),
    });
  }
  for (const [key, entry] of pinned) {
    const needs = (entry.needs ?? []).map((need) => ({ ...need, key: answers.get(need.key) ?? need.key }));
    pinned.set(key, { ...entry, needs });
  }
  const roots = named.flatMap(({ name, range, scope }): Root[] => {
    const key = answers.get(`${name}@${range}`);
    return key === undefined ? [] : [{ key, scope, range }];
  });
  return toInventory({ file: path, format: "yarn-1", ecosystem: "npm" }, withReach(pinned, roots));
}

/** Registry tarballs only: behind a git address the same is a commit. */
function sha1Of(resolved: string | undefined): string | undefined {
  const hex = /\.tgz#([0-9a-f]{40})$/.exec(resolved ?? "")?.[1];
  return hex === undefined ? undefined : `sha1-${Buffer.from(hex, "hex").toString("base64")}`;
}
