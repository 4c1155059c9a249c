/** What a text says as JSON; undefined for one that is none, and where there is none. */
export function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** An object with fields; a list is none. */
export const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value where it is an object, else one without fields. */
export const record = (value: unknown): Fields => (isRecord(value) ? value : {});
