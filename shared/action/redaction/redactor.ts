export interface RedactionStream {
  /** Takes the next piece, which may end within a character or a secret, and gives what is safe to show so far. */
  readonly push: (chunk: string | Uint8Array) => string;
  /** Gives the rest. */
  readonly end: () => string;
}

export interface Redactor {
  /** Makes a value secret from now on, in all its renderings. */
  readonly add: (secret: string) => void;
  readonly redact: (text: string) => string;
  readonly stream: () => RedactionStream;
  /** What to give to the runner as masks for a secret, its second line of defence. */
  readonly masks: (secret: string) => readonly string[];
}

export function createRedactor(): Redactor {
  const needles: string[] = [];
  const redact = (text: string): string => needles.reduce((rest, needle) => rest.replaceAll(needle, "***"), text);
  return {
    add: (secret) => {
      if (secret.length < 6) return;
      needles.push(secret, encodeURIComponent(secret));
      needles.sort((a, b) => b.length - a.length);
    },
    redact,
    masks: (secret) => (secret.length < 6 ? [] : [secret]),
    stream: () => {
      const decoder = new TextDecoder();
      let held = "";
      return {
        push: (chunk) => {
          held += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
          return "";
        },
        end: () => redact(held),
      };
    },
  };
}
