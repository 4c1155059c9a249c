import * as nodeModule from "node:module";
import type * as parserModule from "@actions/workflow-parser";
import type * as actionModule from "@actions/workflow-parser/actions/index";

type Parser = typeof parserModule;
type ActionParser = typeof actionModule;

/**
 * The published parser imports JSON without attributes, which Node refuses. While it loads, a hook supplies them. A host
 * with a module loader of its own, such as jest, ignores the hook and takes JSON as it is.
 */
const loadAll = async (): Promise<{ parser: Parser; actions: ActionParser }> => {
  const hooks = nodeModule.registerHooks?.({
    load: (url, context, next) =>
      next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context),
  });
  try {
    const parser = await import("@actions/workflow-parser");
    return { parser, actions: await import("@actions/workflow-parser/actions/index") };
  } finally {
    hooks?.deregister();
  }
};

let loaded: ReturnType<typeof loadAll> | undefined;

/** GitHub's own parser of workflow and action files. */
export const loadParser = (): ReturnType<typeof loadAll> => (loaded ??= loadAll());
