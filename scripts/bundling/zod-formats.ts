import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";

/**
 * Every string of zod brings two dozen formats with it, each with a class and a pattern of its own: a fifth of zod again.
 * Those that our code asks for nowhere are left out; `z.iso` has its own.
 */
export const withoutFormats = (sources: readonly string[]): Plugin => ({
  name: "without-formats",
  setup: (builder) => {
    builder.onLoad({ filter: /[/\\]zod[/\\]v4[/\\]classic[/\\]schemas\.js$/ }, ({ path }) => {
      const written = readFileSync(path, "utf8");
      const contents = written
        .replaceAll(FORMAT, (method, name: string) =>
          sources.some((source) => source.includes(`.${name}(`)) ? method : "",
        )
        // As a member of a namespace that is a value it would keep all that is beside it.
        .replace('import { util } from "../core/index.js";', 'import * as util from "../core/util.js";')
        .replaceAll("core.util.", "util.");
      if (contents === written) throw new Error(`${path} is not written as it was: look what its formats are now`);
      return { contents, loader: "js" };
    });
  },
});

const FORMAT = /^ {4}(\w+)\(params\) \{\n {8}return this\.check\(core\._\w+\(Zod\w+, params\)\);\n {4}\},\n/gm;
