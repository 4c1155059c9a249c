import { createHash } from "node:crypto";
import { findLeaks } from "../../leaks/find.ts";
import type { SiteFinding, SiteToCheck } from "../types.ts";
import { type Target, resolveLink } from "./address.ts";
import { createAnchorIndex } from "./anchors.ts";
import type { Clashes } from "./clashes.ts";
import { at, error, warning } from "./finding.ts";
import { shownPath } from "./names.ts";
import type { Page, PageLink } from "./page.ts";

/** Of one broken target so many places are listed, and of anchors that wait for their page so many are kept. */
const PLACES = 10;
const WAITING = 400_000;
const CACHED = 20_000;

interface Place {
  readonly page: string;
  readonly line: number;
  readonly column: number;
}

interface Broken {
  readonly message: string;
  readonly places: Place[];
  count: number;
}

const keyOf = (target: string): string => createHash("sha256").update(target).digest("base64url").slice(0, 10);
/** The page itself, and what scripts make of fragments. */
const isFree = (fragment: string): boolean => fragment === "" || /^(?:top$|[!/:]|.*[=/])/i.test(fragment);

/** Checks links and anchors of pages that come one by one; what leads to later pages is judged in the end. */
export const createLinkCheck = (site: SiteToCheck, files: ReadonlySet<string>, clashes: Clashes) => {
  const anchors = createAnchorIndex();
  const broken = new Map<string, Broken>();
  const waiting = new Map<string, { readonly path: string; readonly fragment: string; readonly broken: Broken }>();
  const resolved = new Map<string, Target>();
  const internal: SiteFinding[] = [];
  const base = site.basePath.slice(1);
  let unheard = 0;

  const note = (key: string, message: string, place: Place, map = broken): void => {
    const entry = map.get(key) ?? { message, places: [], count: 0 };
    if (entry.count++ < PLACES) entry.places.push(place);
    map.set(key, entry);
  };

  /** The file that hosts serve for a path, as GitHub Pages does. */
  const served = (path: string, has: (path: string) => boolean): string | undefined => {
    if (path === "" || path.endsWith("/")) return has(`${path}index.html`) ? `${path}index.html` : undefined;
    return [path, `${path}.html`, `${path}/index.html`].find(has);
  };
  const own = (path: string): boolean => files.has(path);

  const resolveCached = (to: string, folder: string): Target => {
    const key = `${/^[/\\]/.test(to) ? "" : folder}\0${to}`;
    const known = resolved.get(key);
    if (known !== undefined) return known;
    if (resolved.size >= CACHED) resolved.clear();
    // A part of the page would keep all of it in memory: the key is a copy.
    const target = resolveLink(key.slice(key.indexOf("\0") + 1), folder, site);
    resolved.set(key, target);
    return target;
  };

  const missing = (path: string, place: Place): void => {
    const bare = path.replace(/\/+$/, "");
    const like = [path, `${bare}/index.html`, `${bare}.html`].map(clashes.like).find((found) => found !== undefined);
    const hint = like === undefined ? "" : `; ${quoted(like)} differs from it in upper and lower case`;
    note(`./${path}`, `links to ${quoted(path === "" ? "./" : path)}, which is not there${hint}`, place);
  };

  const follow = (target: Target, place: Place): void => {
    if (target.kind === "own") {
      const file = served(target.path, own);
      const { fragment } = target;
      // The page of another publication may lie below this one's base: previews and versions below the site.
      if (
        file === undefined &&
        served(`${base.slice(site.rootPath.length - 1)}${target.path}`, site.elsewhere) !== undefined
      )
        return;
      if (file === undefined) missing(target.path, place);
      else if (!isFree(fragment) && /\.html?$/i.test(file)) {
        const key = `./${file}#${fragment}`;
        const message = `links to ${quoted(`#${fragment}`)} of ${quoted(file)}, which has no such anchor`;
        if (anchors.knows(file)) {
          if (!anchors.has(file, fragment)) note(key, message, place);
          return;
        }
        const known = waiting.get(key);
        if (known === undefined && waiting.size >= WAITING) unheard++;
        else {
          const entry = known ?? { path: file, fragment, broken: { message, places: [], count: 0 } };
          if (entry.broken.count++ < PLACES) entry.broken.places.push(place);
          waiting.set(key, entry);
        }
      }
    } else if (target.kind === "beside") {
      if (served(target.path, site.elsewhere) === undefined)
        note(`/${target.path}`, `links to ${quoted(site.rootPath + target.path)}, which is not published`, place);
    } else if (target.kind === "above" && served(target.path, own) !== undefined && target.path !== "")
      note(`^/${target.path}`, `links to ${quoted(`/${target.path}`)}, but the site is at \`${site.basePath}\``, place);
  };

  const addLink = ({ to, kind, line, column }: PageLink, folder: string, path: string): void => {
    const target = resolveCached(to, folder);
    if (target.kind === "internal") {
      const found =
        kind === "resource"
          ? error("internal-url", "needs something from an address that only a machine or network of its own knows")
          : warning("internal-url", "links to an address that only a machine or network of its own knows");
      internal.push(at(found, path, line, column));
    } else if (site.linkCheck !== "off") follow(target, { page: path, line, column });
  };

  return {
    /** Of a style sheet: what it leads to is relative to itself, whatever page uses it. */
    addSheet: (path: string, links: readonly PageLink[]): void => {
      const folder = base + path.slice(0, path.lastIndexOf("/") + 1);
      for (const link of links) addLink(link, folder, path);
    },

    add: (path: string, page: Page): void => {
      const redirects = page.redirects || page.anchors.length === 0;
      anchors.add(path, redirects ? undefined : page.anchors);
      const slash = path.lastIndexOf("/") + 1;
      let folder = base + path.slice(0, slash);
      if (page.base !== undefined) {
        const target = resolveLink(page.base.slice(0, page.base.lastIndexOf("/") + 1), folder, {
          basePath: "/",
          rootPath: "/",
        });
        if (target.kind !== "own") return;
        folder = target.path;
      }
      for (const link of page.links) {
        const { to, line, column } = link;
        if (to === "" || to.startsWith("#")) {
          if (page.base === undefined && to.length > 1)
            follow({ kind: "own", path, fragment: fragmentOf(to) }, { page: path, line, column });
          continue;
        }
        addLink(link, folder, path);
      }
    },

    /** Findings, and the key of each broken target. */
    finish: (): { readonly findings: readonly SiteFinding[]; readonly broken: readonly string[] } => {
      for (const [key, entry] of waiting) if (!anchors.has(entry.path, entry.fragment)) broken.set(key, entry.broken);
      const known = new Set(site.knownBroken ?? []);
      const findings = [...internal];
      const keys: string[] = [];
      for (const [target, { message, places, count }] of broken) {
        const key = keyOf(target);
        keys.push(key);
        const passes = site.linkCheck === "warn" || (site.linkCheck === "new" && known.has(key));
        const make = passes ? warning : error;
        const rule = target.includes("#") ? "broken-anchor" : "broken-link";
        for (const [index, { page, line, column }] of places.entries()) {
          const more = index === PLACES - 1 && count > PLACES ? `; and so do ${count - PLACES} more links` : "";
          findings.push(at(make(rule, message + more), page, line, column));
        }
      }
      if (unheard > 0)
        findings.push(at(warning("not-checked", `${unheard} links to anchors were too many to check`), ""));
      return { findings, broken: keys.toSorted() };
    },
  };
};

/** Long, and of digits and both cases: chosen by a machine. */
const shortened = (path: string): string =>
  path.replace(/[\w+=-]{20,}/g, (run) =>
    /\d/.test(run) && /[A-Z]/.test(run) && /[a-z]/.test(run) ? `${run.slice(0, 4)}…` : run,
  );

/** An address may hold a secret as any text may. */
const quoted = (path: string): string =>
  findLeaks(path).length > 0 ? "an address with a secret in it" : `\`${shownPath(shortened(path).slice(0, 300))}\``;

const fragmentOf = (to: string): string => {
  try {
    return decodeURIComponent(to.slice(1));
  } catch {
    return to.slice(1);
  }
};
