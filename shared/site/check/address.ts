/** Where a link leads, seen from one site. Paths are decoded. */
export type Target =
  /** Another host, another scheme, or nothing to look for. */
  | { readonly kind: "external" }
  /** A host that only its own network knows. */
  | { readonly kind: "internal" }
  /** `path` below the site's base. */
  | { readonly kind: "own"; readonly path: string; readonly fragment: string }
  /** Below the tree's top, in another publication: `path` from the top. */
  | { readonly kind: "beside"; readonly path: string }
  /** On the same host, but above the tree's top; `path` from the host's top. */
  | { readonly kind: "above"; readonly path: string };

const INTERNAL_HOST = String.raw`(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}|\[::1\]|[\w-]+(?:\.[\w-]+){0,6}\.(?:internal|local|localhost|corp|lan|intranet|home\.arpa))(?![\w.-])`;

const INTERNAL = new RegExp(String.raw`^(?:(?:https?|wss?):)?//(?:[^/@]*@)?${INTERNAL_HOST}|^file:`, "i");
/** The same, anywhere in a text. */
export const INTERNAL_ADDRESS = new RegExp(
  String.raw`\b(?:https?|wss?)://${INTERNAL_HOST}|\bfile:///(?:home|Users|root|[A-Z]:)/`,
  "i",
);

const decode = (text: string): string => {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Resolves dots; more `..` than folders stay at the top, as in browsers. */
const normalise = (path: string): string => {
  const folders: string[] = [];
  const names = path.split("/");
  for (const [index, name] of names.entries()) {
    const plain = name.replace(/%2e/gi, ".");
    if (plain === "..") folders.pop();
    else if (plain !== "." && name !== "") folders.push(name);
    if ((plain === "." || plain === ".." || name === "") && index === names.length - 1 && folders.length > 0)
      folders.push("");
  }
  return folders.join("/");
};

/** `folder`: of the page, from the host's top, without a slash at its beginning, with one at its end. */
export const resolveLink = (
  to: string,
  folder: string,
  site: { readonly basePath: string; readonly rootPath: string },
): Target => {
  const link = to.replace(/[\t\n\r]/g, "");
  if (INTERNAL.test(link)) return { kind: "internal" };
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|\\\\)/i.test(link)) return { kind: "external" };
  const hash = link.indexOf("#");
  const fragment = hash < 0 ? "" : decode(link.slice(hash + 1));
  const whole = hash < 0 ? link : link.slice(0, hash);
  const question = whole.indexOf("?");
  const path = (question < 0 ? whole : whole.slice(0, question)).replaceAll("\\", "/");
  const full = decode(normalise(path.startsWith("/") ? path : folder + path));
  const base = site.basePath.slice(1);
  const root = site.rootPath.slice(1);
  if (`${full}/` === base) return { kind: "own", path: "", fragment };
  if (full.startsWith(base)) return { kind: "own", path: full.slice(base.length), fragment };
  if (full.startsWith(root)) return { kind: "beside", path: full.slice(root.length) };
  return { kind: "above", path: full };
};
