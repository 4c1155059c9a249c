import { purlOf } from "../../../../shared/dependencies/purl.ts";
import type { Dependency, Ecosystem } from "../../../../shared/dependencies/types.ts";
import { createHttp } from "../../../../shared/http/client.ts";
import type { Http } from "../../../../shared/http/types.ts";
import { osvAdvisories, type OsvOptions } from "../../../../shared/providers/osv/osv.ts";
import { hurriedClock } from "../../../fakes/hurried-clock.ts";

/** A real client whose waits hardly take time. */
export const realHttp = (options: { readonly budgetMs?: number } = {}): Http =>
  createHttp({
    clock: hurriedClock,
    random: () => 0,
    signal: new AbortController().signal,
    log: { debug: () => undefined, warning: () => undefined },
    redact: (text) => text,
    ...options,
  });

/** One dependency as a lock file would give it. */
export const dependency = (
  ecosystem: Ecosystem,
  name: string,
  version: string | undefined,
  more: Partial<Dependency> = {},
): Dependency => ({
  ecosystem,
  name,
  version,
  purl: purlOf(ecosystem, name, version),
  scope: "runtime",
  direct: true,
  source: "registry",
  resolved: undefined,
  integrity: undefined,
  installScript: undefined,
  needs: [],
  file: "package-lock.json",
  line: 1,
  ...more,
});

export const osvAt = (api: string, options: Partial<OsvOptions> = {}) =>
  osvAdvisories({ http: realHttp(), api, ...options });
