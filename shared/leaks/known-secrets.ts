import { hideShapes } from "../action/redaction/shape-stream.ts";

/**
 * From `Context.redact`: whether a text holds a secret that the job was given, in any rendering. What redaction hides for
 * its looks alone does not count: a page that explains passwords is no leak.
 */
export const knownSecrets =
  (redact: (text: string) => string): ((text: string) => boolean) =>
  (text) => {
    const hidden = redact(text);
    if (hidden === text) return false;
    if (hidden !== hideShapes(text)) return true;
    // A secret that has a known shape as well. Torn into lines the shape is gone, while secrets are known across lines.
    const torn = text.replace(/[^\r\n](?=[^\r\n])/g, "$&\n");
    return redact(torn) !== torn;
  };
