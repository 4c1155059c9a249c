/** Renders every generated file from its one source. `--check` only compares, and names what is stale. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { actionFiles } from "./generate/actions.ts";
import { errorPages } from "./generate/errors.ts";
import type { Generator } from "./generate/generator.ts";
import { replacementsFile } from "./generate/replacements.ts";
import { workflowFiles } from "./generate/workflows.ts";
import { manifestSchemaFile } from "./json-schema.ts";

/** Add a generator of your own here; it lives in scripts/generate/ beside the others. */
const generators: readonly Generator[] = [actionFiles, errorPages, manifestSchemaFile, replacementsFile, workflowFiles];

const check = process.argv.includes("--check");
const stale: string[] = [];

for (const generator of generators) {
  for (const [path, content] of await generator()) {
    if (existsSync(path) && readFileSync(path, "utf8") === content) continue;
    stale.push(path);
    if (check) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

if (check && stale.length > 0) {
  console.error(`Stale, run \`npm run generate\`:\n${stale.map((path) => `  ${path}`).join("\n")}`);
  process.exitCode = 1;
} else {
  console.log(
    stale.length === 0 ? "Generated files are current." : `Wrote:\n${stale.map((path) => `  ${path}`).join("\n")}`,
  );
}
