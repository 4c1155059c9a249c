import * as nodeModule from "node:module";
import type * as parserModule from "@actions/workflow-parser";
import type * as actionModule from "@actions/workflow-parser/actions/index";

type Parser = typeof parserModule;
type ActionParser = typeof actionModule;

/** The published parser imports JSON without attributes, which Node refuses: while it loads, a hook supplies them. */
const supplyJsonAttributes = (): (() => void) => {
  try {
    const hooks = nodeModule.registerHooks({
      load: (url, context, next) =>
        next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context),
    });
    return () => hooks.deregister();
  } catch {
    // A host with a module loader of its own, such as jest, has no hooks, and takes JSON as it is.
    return () => undefined;
  }
};

const loadAll = async (): Promise<{ parser: Parser; actions: ActionParser }> => {
  const stop = supplyJsonAttributes();
  try {
    const parser = await import("@actions/workflow-parser");
    return { parser, actions: await import("@actions/workflow-parser/actions/index") };
  } finally {
    stop();
  }
};

let loaded: ReturnType<typeof loadAll> | undefined;

/** GitHub's own parser of workflow and action files. */
export const loadParser = (): ReturnType<typeof loadAll> => (loaded ??= loadAll());
