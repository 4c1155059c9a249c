type Fields = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value where it is an object, else one without fields. */
export const record = (value: unknown): Fields => (isRecord(value) ? value : {});
