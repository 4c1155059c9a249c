import { formsOf } from "./forms.ts";
import { whyShown } from "./maskable.ts";
import { createNeedles } from "./needles.ts";
import { decode, partsOf } from "./parts.ts";
import { createShapeStream, hideShapes } from "./shape-stream.ts";

export interface RedactionStream {
  /** Takes the next piece, which may end within a character or a secret, and gives what is safe to show so far. */
  readonly push: (chunk: string | Uint8Array) => string;
  /** Gives the rest. */
  readonly end: () => string;
}

/**
 * Hides secrets in text: those it is told, in all renderings that can be read back, and those it knows by their shape.
 * Linear in the text, whatever the text; a stream holds no more back than what may still become a secret.
 */
export interface Redactor {
  /** Makes a value secret from now on, also for streams that run already. Words and short values are left alone. */
  readonly add: (secret: string) => void;
  readonly redact: (text: string) => string;
  readonly stream: () => RedactionStream;
  /** What to give to the runner as masks for a secret, its second line of defence: each line of them by itself. */
  readonly masks: (secret: string) => readonly string[];
}

export function createRedactor(): Redactor {
  const needles = createNeedles();

  return {
    add: (secret) => {
      for (const part of secretsIn(secret)) needles.add(formsOf(part));
    },
    redact: (text) => {
      const known = needles.stream();
      return hideShapes(known.push(text) + known.end());
    },
    stream: () => {
      const decoder = new TextDecoder();
      const known = needles.stream();
      const shaped = createShapeStream();
      return {
        push: (chunk) =>
          shaped.push(known.push(typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }))),
        end: () => shaped.push(known.push(decoder.decode()) + known.end()) + shaped.end(),
      };
    },
    masks: (secret) => {
      const forms = secretsIn(secret).flatMap((part) => {
        // The runner takes the lines of a long secret apart by itself; five masks for each would be hundreds.
        if (part.includes("\n") || secret.includes("\n")) return part === secret.trim() ? [part] : [];
        const encoded = encodeURIComponent(part.toWellFormed());
        const lower = encoded.replace(/%../g, (code) => code.toLowerCase());
        const bytes = Buffer.from(part);
        return [part, encoded, lower, bytes.toString("base64url"), bytes.toString("hex")];
      });
      return [...new Set(forms)].filter((form) => whyShown(form) === undefined);
    },
  };
}

const secretsIn = (secret: string): string[] => {
  const whole = secret.trim();
  return [...new Set([whole, decode(whole), ...partsOf(whole)])].filter((part) => whyShown(part) === undefined);
};
