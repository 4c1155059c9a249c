import { readVerification } from "./gradle-verification.ts";
import { type Lockfile, baseOf } from "./lockfile.ts";
import { type Pinned, type Scope, toInventory } from "./pinned.ts";
import { checkText, refuse } from "./refuse.ts";

/** Configurations that are there to build or to test, and that nothing is delivered from. */
const FOR_DEVELOPMENT =
  /test|^(?:.*annotationProcessor|kapt.*|ksp.*|checkstyle|pmd.*|spotbugs.*|jacoco.*|detekt.*|ktlint.*|lint.*|jmh.*|kotlin(?:Compiler|BuildTools|Native|Klib).*|classpath|errorprone.*|spotless.*)$/i;

const LINE = /^([^\s:=]+):([^\s:=]+):([^\s:=]+)(?:=(\S*))?$/;
const METADATA = "gradle/verification-metadata.xml";

/**
 * `gradle.lockfile`, `buildscript-gradle.lockfile`, `settings-gradle.lockfile`: one line for each package, with the configurations that
 * need it behind it; and Gradle's former files, one for each configuration. None of them tells who needs what.
 */
export const gradleLockfile = (path: string): Lockfile => ({
  path,
  ecosystem: "Maven",
  wants: (other) => other.endsWith(METADATA) && path.startsWith(other.slice(0, -METADATA.length)),
  read: (text, beside) => {
    const base = baseOf(path);
    const isSingle = base.endsWith("gradle.lockfile");
    const isForBuilding = base === "buildscript-gradle.lockfile" || base === "settings-gradle.lockfile";
    const checksums = new Map([...(beside ?? [])].flatMap(([file, source]) => [...readVerification(file, source)]));
    const pinned = new Map<string, Pinned>();
    for (const [index, raw] of checkText(path, text).split(/\r?\n/).entries()) {
      const line = raw.trim();
      if (line === "" || line.startsWith("#") || line.startsWith("empty=")) continue;
      const [, group, artifact, version = "", configurations = ""] = LINE.exec(line) ?? [];
      if (group === undefined || artifact === undefined) {
        throw refuse(path, "a line is neither a comment nor `group:artifact:version=configurations`.", index + 1);
      }
      const of = isSingle ? configurations.split(",") : [base.replace(/\.lockfile$/, "")];
      const scope: Scope =
        isForBuilding || of.every((configuration) => FOR_DEVELOPMENT.test(configuration)) ? "development" : "runtime";
      const key = `${group}:${artifact}:${version}`;
      if (isSingle && pinned.has(key)) throw refuse(path, `${key} is there twice.`, index + 1);
      pinned.set(key, {
        name: `${group}:${artifact}`,
        version,
        line: index + 1,
        scope,
        direct: undefined,
        integrity: checksums.get(key),
      });
    }
    return toInventory({ file: path, format: isSingle ? "gradle" : "gradle-5", ecosystem: "Maven" }, pinned);
  },
});
