import { oneLine } from "../../action/text.ts";
import { parseDockerfile } from "../../domain/dockerfile.ts";
import { imageOf } from "./image.ts";
import type { Lockfile } from "./lockfile.ts";
import { type Pinned, toInventory } from "./pinned.ts";
import { MOST_WRITTEN, checkText } from "./refuse.ts";
import { at, entries, text } from "./values.ts";
import { linesOfValues, tryYaml } from "./yaml.ts";

/** Images that a Dockerfile builds on or copies from, with the defaults of its build arguments. */
export const dockerfile = (path: string): Lockfile => ({
  path,
  ecosystem: "Docker",
  wants: () => false,
  read: (source) => {
    const { stages, syntax } = parseDockerfile(checkText(path, source, MOST_WRITTEN));
    const notes: string[] = [];
    const pinned = new Map<string, Pinned>();
    const add = (reference: string, line: number): void => {
      const image = imageOf(reference);
      if (image === undefined)
        notes.push(`Line ${line}: which image ${oneLine(reference, 80)} is, only the build knows.`);
      else pinned.set(`${line} ${reference}`, { ...image, line });
    };
    if (syntax !== undefined) add(syntax, 1);
    for (const stage of stages) {
      if (stage.image !== undefined) add(stage.image, stage.line);
      else if (stage.parent === undefined && /\$/.test(stage.written)) add(stage.written, stage.line);
      // A name without any sign of an image may be a named context of the build.
      for (const { from, line } of stage.takes) if (from !== undefined && /[/:@]/.test(from)) add(from, line);
    }
    return toInventory({ file: path, format: "dockerfile", ecosystem: "Docker", notes }, pinned);
  },
});

/** Images of the services of a compose file. */
export const composeFile = (path: string): Lockfile => ({
  path,
  ecosystem: "Docker",
  wants: () => false,
  read: (source) => {
    const content = checkText(path, source, MOST_WRITTEN);
    const notes: string[] = [];
    const pinned = new Map<string, Pinned>();
    const document = tryYaml(content);
    const lineOf = linesOfValues(content.split(/\r?\n/));
    if (document === undefined) notes.push("It is no YAML that can be read, so its images are not known.");
    for (const [name, service] of entries(at(document, "services"))) {
      const written = text(at(service, "image"));
      // What is built here is the project's own.
      if (written === undefined || at(service, "build") !== undefined) continue;
      const reference = withDefaults(written);
      const image = imageOf(reference);
      if (image === undefined)
        notes.push(`Service ${oneLine(name, 80)}: which image it is, only its environment knows.`);
      else pinned.set(name, { ...image, line: (lineOf.get(written)?.[0] ?? 0) + 1 });
    }
    return toInventory({ file: path, format: "compose", ecosystem: "Docker", notes }, pinned);
  },
});

/** `${TAG:-1.2}` and `${TAG-1.2}`: what compose takes when nobody says otherwise. */
const withDefaults = (reference: string): string => reference.replace(/\$\{\w+:?-([^}]*)\}/g, "$1");
