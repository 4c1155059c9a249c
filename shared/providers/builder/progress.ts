import type { Built, LintFinding } from "../../ports/builder.ts";

/** What BuildKit's plain progress tells while it goes by. */
export interface Progress {
  readonly push: (line: string) => void;
  readonly steps: () => Built["steps"];
  readonly findings: () => readonly LintFinding[];
  readonly cacheTrouble: () => string | undefined;
  /** Digest of the cache's manifest, where it was written. */
  readonly cacheDigest: () => string | undefined;
  /** `buildx` names its builder in its first line: `default (docker)`. */
  readonly driver: () => string | undefined;
  /** The step that failed, and what it said. */
  readonly broken: () => { readonly step: string; readonly why: string } | undefined;
}

const LINE = /^#(\d+) (.*)$/;
const STEP = /^\[(?!internal\])[^\]]+\] /;
const DRIVER = /building with "([^"]+)" instance using (\S+) driver/;
const CACHE_WRITTEN = /^writing cache (?:image )?(?:manifest|index) (sha256:[0-9a-f]{64})\b/;
const WARNING = /^\s*- ([A-Z]\w+): (.+?) \(line (\d+)\)$/;

export function createProgress(): Progress {
  const names = new Map<string, string>();
  const cached = new Set<string>();
  const findings: LintFinding[] = [];
  let driver: string | undefined;
  let trouble: string | undefined;
  let written: string | undefined;
  let broken: { step: string; why: string } | undefined;

  return {
    push: (line) => {
      const [, id = "", text = ""] = LINE.exec(line) ?? [];
      if (id === "") {
        const [, rule = "", message = "", at] = WARNING.exec(line) ?? [];
        if (rule !== "") findings.push({ rule, message, line: Number(at) });
        return;
      }
      const [, name, kind] = DRIVER.exec(text) ?? [];
      if (name !== undefined) driver = `${name} (${kind})`;
      const known = names.get(id);
      if (known === undefined && !/^(?:CACHED|DONE|ERROR|WARN)/.test(text)) names.set(id, text);
      if (text === "CACHED") cached.add(id);
      // What instructions print stands behind a time, and in steps of other names.
      if (known?.startsWith("exporting cache") === true) written = CACHE_WRITTEN.exec(text)?.[1] ?? written;
      if (!text.startsWith("ERROR")) return;
      const why = text.replace(/^ERROR:? ?/, "");
      if (known?.startsWith("exporting cache") === true) trouble = why;
      // A cache that is not there, or cannot be read, is none.
      else if (known?.startsWith("importing cache") !== true) broken ??= { step: known ?? "", why };
    },
    steps: () => {
      const counted = [...names].filter(([, name]) => STEP.test(name));
      return { total: counted.length, cached: counted.filter(([id]) => cached.has(id)).length };
    },
    findings: () => findings,
    cacheTrouble: () => trouble,
    cacheDigest: () => (trouble === undefined ? written : undefined),
    driver: () => driver,
    broken: () => broken,
  };
}
