import { Secret } from "../../../shared/action/secret.ts";
import { systemClock } from "../../../shared/action/system-clock.ts";
import { verifiedNote } from "../../../shared/domain/record.ts";
import type { ReleaseRecord } from "../../../shared/domain/release.ts";
import { createHttp } from "../../../shared/http/client.ts";
import { githubLedger } from "../../../shared/providers/github/ledger.ts";
import type { GithubEmulator } from "../../cloud/github/start.ts";
import { IDS, REPOSITORY } from "./manifest.ts";

export type EntryEnd = "verified" | "failed" | "open";

/** Writes the entry of a deploy of both services into the ledger, as earlier steps would have. Answers its id. */
export async function writeEntry({
  github,
  token,
  commit,
  run,
  end,
}: {
  readonly github: GithubEmulator;
  readonly token: string;
  readonly commit: string;
  readonly run: string;
  readonly end: EntryEnd;
}): Promise<string> {
  const runUrl = `https://github.com/${REPOSITORY}/actions/runs/${run}`;
  const ledger = githubLedger({
    http: createHttp({
      clock: systemClock,
      random: Math.random,
      signal: new AbortController().signal,
      log: { debug: () => {}, warning: () => {} },
      redact: (text) => text,
    }),
    token: new Secret(token),
    api: github.url,
    repository: REPOSITORY,
    runUrl,
  });
  const record: ReleaseRecord = {
    slipway: 1,
    kind: "deploy",
    environment: "production",
    commit,
    services: {
      worker: { provider: "render", id: IDS.worker, commit },
      web: { provider: "render", id: IDS.web, commit },
    },
    run: { id: run, attempt: 1, url: runUrl },
  };
  const { id } = await ledger.open(record);
  await ledger.mark(id, "in_progress", { description: "deploying" });
  if (end === "failed") await ledger.mark(id, "failure", { description: "the gate failed" });
  if (end === "verified") await ledger.mark(id, "success", { description: verifiedNote(`sha256:${"a".repeat(64)}`) });
  return id;
}
