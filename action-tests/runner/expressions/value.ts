import { data } from "@actions/expressions";

/** What an expression works with: JSON. */
export type Value = null | boolean | number | string | readonly Value[] | Mapping;
export interface Mapping {
  readonly [key: string]: Value;
}

export const isMapping = (value: Value | undefined): value is Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

export const toData = (value: Value | undefined): data.ExpressionData => {
  if (value === null || value === undefined) return new data.Null();
  if (typeof value === "boolean") return new data.BooleanData(value);
  if (typeof value === "number") return new data.NumberData(value);
  if (typeof value === "string") return new data.StringData(value);
  if (isList(value)) return new data.Array(...value.map(toData));
  return new data.Dictionary(...Object.entries(value as Mapping).map(([key, item]) => ({ key, value: toData(item) })));
};

export const fromData = (item: data.ExpressionData): Value => {
  switch (item.kind) {
    case data.Kind.Null:
      return null;
    case data.Kind.Boolean:
    case data.Kind.Number:
    case data.Kind.String:
      return item.value;
    case data.Kind.Array:
      return item.values().map(fromData);
    case data.Kind.Dictionary:
      return Object.fromEntries(item.pairs().map(({ key, value }) => [key, fromData(value)]));
  }
};

/** The text that `${{ value }}` puts into a string. */
export const toText = (value: Value | undefined): string => toData(value).coerceString();

export const truthy = (value: Value): boolean =>
  !(value === null || value === false || value === "" || value === 0 || Number.isNaN(value));
