/** What becomes of the earlier commits of the branch. */
export type History = { readonly kind: "keep" } | { readonly kind: "last"; readonly commits: number };

/** `keep`, `squash` or `last:<n>`; `squash` is the last one only. */
export function parseHistory(text: string): History | undefined {
  if (text === "keep") return { kind: "keep" };
  if (text === "squash") return { kind: "last", commits: 1 };
  const [, count] = /^last:([1-9]\d{0,4})$/.exec(text) ?? [];
  return count === undefined ? undefined : { kind: "last", commits: Number(count) };
}
