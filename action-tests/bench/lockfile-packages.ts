import { createHash } from "node:crypto";

export interface Package {
  readonly name: string;
  readonly version: string;
  /** Indices of later packages: no circles. */
  readonly needs: readonly number[];
  readonly sha256: string;
  readonly sha512: string;
}

/** `changed`: so many packages have another version than without. */
export function packages(count: number, changed: number): readonly Package[] {
  return Array.from({ length: count }, (_, index) => {
    const version = `${1 + (index % 7)}.${index % 13}.${index < changed ? 9 : 1}`;
    const needs = [1, 7, 31, 210].map((step) => index + step).filter((other) => other < count);
    const bytes = createHash("sha512").update(`${index} ${version}`).digest();
    return {
      name: `package-${index}`,
      version,
      needs,
      sha256: bytes.subarray(0, 32).toString("hex"),
      sha512: bytes.toString("base64"),
    };
  });
}

export type Writer = (all: readonly Package[]) => string;

export const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
export const table = <T>(
  items: readonly T[],
  entry: (item: T) => readonly [string, unknown],
): Record<string, unknown> => Object.fromEntries(items.map(entry));
export const of = (all: readonly Package[], index: number): Package =>
  all[index] ?? { name: "", version: "", needs: [], sha256: "", sha512: "" };
export const DIRECT = 40;

export const lines = (...parts: readonly (string | readonly string[])[]): string => `${parts.flat().join("\n")}\n`;
