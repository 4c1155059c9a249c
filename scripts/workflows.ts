/**
 * Renders workflows/*.yml. Without arguments into .github/workflows/, as `npm run generate` does.
 * `--dialect vendored --repository owner/name --ref <commit> --out <folder>` writes copies for other repositories, `pinned`
 * the same for GitHub Enterprise Server and `act`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Dialect, renderWorkflows } from "./generate/workflows.ts";

const { values } = parseArgs({
  options: {
    dialect: { type: "string", default: "self" },
    repository: { type: "string" },
    ref: { type: "string" },
    out: { type: "string", default: ".github/workflows" },
  },
});

const dialect = dialectOf(values);
mkdirSync(values.out, { recursive: true });
for (const [name, text] of renderWorkflows(dialect)) {
  writeFileSync(join(values.out, name), text);
  console.log(join(values.out, name));
}

function dialectOf({ dialect, repository, ref }: typeof values): Dialect {
  if (dialect === "self") return { kind: "self" };
  if (dialect !== "pinned" && dialect !== "vendored") throw new Error("--dialect is self, vendored or pinned");
  if (repository === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new Error("--repository owner/name is missing");
  if (ref === undefined || !/^[\w./-]+$/.test(ref)) throw new Error("--ref <commit> is missing");
  return { kind: dialect, repository, ref };
}
