type Fields = Readonly<Record<string, unknown>>;

/** Answers are read field by field: a package with ten thousand versions is not checked version by version for two of them. */
export const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** An own field; names in an answer are hostile. */
export const own = (value: unknown, name: string): unknown => {
  const found = fields(value);
  return Object.hasOwn(found, name) ? found[name] : undefined;
};

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Text that is neither empty nor longer than anything that makes sense. */
export const textOf = (value: unknown, most = 1000): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, most) : undefined;

/** Bytes that a package can have; anything else is no size. */
export const sizeOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

/** A moment as RFC 3339; undefined for what is none. */
export const momentOf = (value: unknown): string | undefined => {
  const text = textOf(value, 60);
  // Registries write it so, and there are hundreds of thousands of them.
  if (text !== undefined && /^\d{4}-(?:0\d|1[0-2])-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z$/.test(text)) return text;
  if (text === undefined || !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text)) return undefined;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
};

export const earliest = (moments: Iterable<string | undefined>): string | undefined =>
  [...moments]
    .filter((moment) => moment !== undefined)
    .reduce<string | undefined>((first, next) => (first === undefined || next < first ? next : first), undefined);

/** `https://github.com/acme/shop` of all the ways in which that is written. */
export const repositoryOf = (value: unknown): string | undefined => {
  const text = textOf(typeof value === "object" ? own(value, "url") : value);
  if (text === undefined) return undefined;
  const short = /^(?:github:)?([\w-]+\/[\w.-]+)$/.exec(text)?.[1];
  if (short !== undefined) return `https://github.com/${short.replace(/\.git$/, "")}`;
  const plain = text
    .replace(/^git\+/, "")
    .replace(/^git:\/\//, "https://")
    .replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, "https://$1/");
  if (!/^https?:\/\//.test(plain) || !URL.canParse(plain)) return undefined;
  const { host, pathname } = new URL(plain);
  return `https://${host}${pathname.replace(/\/+$/, "").replace(/\.git$/, "")}`;
};
