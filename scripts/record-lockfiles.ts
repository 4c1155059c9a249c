import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { make, whyNot } from "../action-tests/unit/dependencies/lockfiles/projects/project.ts";
import { PROJECTS } from "../action-tests/unit/dependencies/lockfiles/projects/projects.ts";

/**
 * Writes anew what the package managers that are installed here say of the projects that lock files are tested with:
 * `node scripts/record-lockfiles.ts [beginning of a name …]`.
 */
const REAL = join(import.meta.dirname, "../action-tests/unit/dependencies/lockfiles/real");

const wanted = process.argv.slice(2);
for (const project of PROJECTS) {
  if (wanted.length > 0 && !wanted.some((name) => project.name.startsWith(name))) continue;
  const reason = whyNot(project);
  if (reason !== undefined) {
    process.stderr.write(`${project.name}: ${reason}\n`);
    continue;
  }
  const here = mkdtempSync(join(tmpdir(), "slipway-record-"));
  try {
    const text = JSON.stringify(make(project, here), undefined, 2);
    writeFileSync(join(REAL, `${project.name}.json`), `${text}\n`);
    process.stdout.write(`${project.name}\n`);
  } finally {
    rmSync(here, { recursive: true, force: true });
  }
}
