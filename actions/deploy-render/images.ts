import { type Field, field } from "../../shared/action/fields.ts";

/** Image references by the manifest's name of the image, as JSON: `{"app": "ghcr.io/acme/shop@sha256:…"}`. */
export function imagesInput(description: string, form: RegExp): Field<Readonly<Record<string, string>>> {
  const example = '`{"app": "ghcr.io/acme/shop@sha256:…"}`';
  const read = (raw: string) => {
    const parsed = parse(raw);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
      return { problem: `has to be a JSON object such as ${example}` };
    }
    const images = new Map<string, string>();
    for (const [name, reference] of Object.entries(parsed)) {
      if (typeof reference !== "string" || !form.test(reference)) {
        return { problem: `has no image reference under one of its names; write an object such as ${example}` };
      }
      images.set(name, reference);
    }
    return { value: Object.fromEntries(images) };
  };
  return field<Readonly<Record<string, string>>>(description, read, { absent: { value: {} } });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
