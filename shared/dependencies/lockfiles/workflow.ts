import { oneLine } from "../../action/text.ts";
import { purlOf } from "../purl.ts";
import { imageOf } from "./image.ts";
import type { Lockfile } from "./lockfile.ts";
import { type Pinned, toInventory } from "./pinned.ts";
import { MOST_WRITTEN, checkText } from "./refuse.ts";
import { at, entries, list, text } from "./values.ts";
import { linesOfValues, tryYaml } from "./yaml.ts";

const FOREIGN = /^(?<name>[\w.-]+\/[\w.-]+)(?:\/(?<subpath>[^@\s]+))?@(?<ref>[^\s@]+)$/;

/** What a workflow or an action runs: actions and reusable workflows of others, and images. */
export const workflowFile = (path: string): Lockfile => ({
  path,
  ecosystem: "GitHub Actions",
  wants: () => false,
  read: (source) => {
    const content = checkText(path, source, MOST_WRITTEN);
    const lines = content.split(/\r?\n/);
    const document = tryYaml(content);
    const notes =
      document === undefined ? ["It is no YAML that can be read: what it uses is taken from its lines."] : [];
    const named = document === undefined ? usesOfLines(lines) : usesOf(document);
    const pinned = new Map<string, Pinned>();
    const lineOf = linesOfValues(lines);
    for (const written of new Set(named)) {
      if (isOwn(written)) continue;
      const entry = read(written);
      if (entry === undefined) {
        notes.push(`Which version of ${oneLine(written, 80)} is used, only the run knows.`);
        continue;
      }
      const places = lineOf.get(written.replace(/^docker:\/\//, "")) ?? [];
      // The same may be used in several places, with a comment in one of them only.
      const claimed = places.map((index) => claimOf(lines[index] ?? "", written)).find((claim) => claim !== undefined);
      pinned.set(written, { ...entry, line: (places[0] ?? 0) + 1, claimed });
    }
    return toInventory({ file: path, format: "workflow", ecosystem: "GitHub Actions", notes }, pinned);
  },
});

/** In the same repository at the same commit. */
const isOwn = (written: string): boolean => /^(?:\.{1,2}|\$)\//.test(written) || written === "Dockerfile";

function read(written: string): Omit<Pinned, "line"> | undefined {
  if (written.startsWith("docker://")) return imageOf(written.slice("docker://".length));
  const { name, subpath, ref } = FOREIGN.exec(written)?.groups ?? {};
  if (name === undefined || ref === undefined) return undefined;
  return { name, version: ref, purl: purlOf("GitHub Actions", name, ref, { subpath }), direct: true };
}

function usesOf(document: unknown): string[] {
  const runs = at(document, "runs");
  const jobs = entries(at(document, "jobs")).map(([, job]) => job);
  const steps = [...jobs, runs].flatMap((holder) => list(at(holder, "steps")));
  const uses = [...jobs, ...steps].flatMap((holder) => text(at(holder, "uses")) ?? []);
  const images = jobs.flatMap((job) => {
    const container = at(job, "container");
    const services = entries(at(job, "services")).map(([, service]) => at(service, "image"));
    return [text(container) ?? at(container, "image"), ...services].flatMap((image) => text(image) ?? []);
  });
  // An action in a container names it with the scheme, or a Dockerfile of its own.
  const image = text(at(runs, "image"));
  return [
    ...uses,
    ...images.map((one) => (one.startsWith("docker://") ? one : `docker://${one}`)),
    ...(image?.startsWith("docker://") === true ? [image] : []),
  ].map((one) => one.trim());
}

const usesOfLines = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => /^\s*(?:-\s*)?uses:\s*["']?([^\s"'#]+)/.exec(line)?.[1] ?? []);

/** `v4.2.0` of `uses: a/b@0123… # v4.2.0`. */
function claimOf(line: string, written: string): string | undefined {
  const after = line.slice(line.indexOf(written) + written.length);
  return /^["']?\s+#\s*(?:tag[=:]\s*|ratchet:\S*@)?(v?\d[\w.+-]*)/.exec(after)?.[1];
}
