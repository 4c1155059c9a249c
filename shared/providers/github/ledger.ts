import { isAbout, share } from "../../domain/history.ts";
import { parseRecord, payloadOf, verifiedDigest } from "../../domain/record.ts";
import type { ReleaseRecord } from "../../domain/release.ts";
import { short } from "../../domain/revision.ts";
import type { Ledger, LedgerEntry, LedgerState } from "../../ports/ledger.ts";
import type { GithubAccess } from "./access.ts";
import { type DeploymentsApi, deploymentsApi } from "./deployments.ts";
import { Deployment, type GithubDeployment, Status } from "./schemas.ts";

/** Access, and which run writes. */
export interface GithubLedgerOptions extends GithubAccess {
  /** Address of the run that writes, shown beside each status. */
  readonly runUrl: string;
}

/** GitHub refuses longer descriptions. */
const LONGEST = 140;
/** How many older entries are looked at when a new success makes them inactive. */
const DEPTH = 30;
/** Nothing that matters is so far back: whoever looks for a service that was never deployed has to come to an end. */
const FARTHEST = 1000;

/** The ledger as GitHub Deployments. Needs `deployments: write` and nothing else. */
export function githubLedger({ runUrl, ...access }: GithubLedgerOptions): Ledger {
  const api = deploymentsApi(access);

  const entry = async (deployment: GithubDeployment, record: ReleaseRecord): Promise<LedgerEntry> => ({
    id: String(deployment.id),
    environment: deployment.environment,
    createdAt: deployment.created_at,
    record,
    statuses: await api.statuses(String(deployment.id)),
  });

  const entries: Ledger["entries"] = async (environment, limit, about) => {
    const own: [GithubDeployment, ReleaseRecord][] = [];
    let seen = 0;
    for await (const deployment of api.list({ environment })) {
      const record = parseRecord(deployment.payload);
      if (record?.environment === environment && (about === undefined || isAbout(record, about))) {
        own.push([deployment, record]);
      }
      if (own.length >= limit || ++seen >= FARTHEST) break;
    }
    own.sort(([one], [other]) => other.id - one.id);
    return Promise.all(own.map(([deployment, record]) => entry(deployment, record)));
  };

  const write = async (id: string, state: LedgerState, description: string, environmentUrl = ""): Promise<void> => {
    const isWritten = async () => {
      const [newest] = await api.statuses(id);
      return newest?.state === state && saysTheSame(newest.description, description);
    };
    // Marking twice would be harmless but for the history that people read.
    if (await isWritten()) return;
    await api.call<unknown>(`/${encodeURIComponent(id)}/statuses`, {
      method: "POST",
      body: {
        state,
        description,
        log_url: runUrl,
        // GitHub's own way leaves production alone, and elsewhere ends the releases of other services as well.
        auto_inactive: false,
        ...(/^https?:\/\//.test(environmentUrl) ? { environment_url: environmentUrl } : {}),
      },
      schema: Status,
      adopt: async () => ((await isWritten()) ? { status: 201, headers: new Headers(), body: undefined } : undefined),
    });
  };

  return {
    entries,
    async open(record) {
      const find = () => findOwn(api, record);
      const deployment =
        (await find()) ??
        (
          await api.call("", {
            method: "POST",
            body: deploymentOf(record),
            schema: Deployment,
            adopt: async () => {
              const found = await find();
              return found && { status: 201, headers: new Headers(), body: found };
            },
          })
        ).body;
      return entry(deployment, parseRecord(deployment.payload) ?? record);
    },

    async mark(id, state, { description, environmentUrl }) {
      await write(id, state, cut(description), environmentUrl);
      if (state !== "success") return;
      // What is no longer live has to be marked by us.
      const marked = await api.call(`/${encodeURIComponent(id)}`, { schema: Deployment });
      const record = parseRecord(marked.body.payload);
      const ids = record && Object.values(record.services).map(({ id: service }) => service);
      for (const older of await entries(marked.body.environment, DEPTH, ids)) {
        const isReplaced = Number(older.id) < Number(id) && (record === undefined || share(record, older.record));
        if (isReplaced && older.statuses[0]?.state === "success") {
          await write(older.id, "inactive", cut(`replaced by deployment ${id}`));
        }
      }
    },
  };
}

/**
 * The entry that the same run wrote for the same thing, in an earlier attempt or before an answer was lost. Entries tell
 * by their order what is live: once a later one is about these services, coming back to this release is a new entry.
 */
async function findOwn(api: DeploymentsApi, wanted: ReleaseRecord): Promise<GithubDeployment | undefined> {
  const own = await findWritten(api, wanted);
  if (own === undefined) return undefined;
  for await (const deployment of api.list({ environment: wanted.environment })) {
    if (deployment.id <= own.id) break;
    const record = parseRecord(deployment.payload);
    if (record?.environment === wanted.environment && share(record, wanted)) return undefined;
  }
  return own;
}

async function findWritten(api: DeploymentsApi, wanted: ReleaseRecord): Promise<GithubDeployment | undefined> {
  const { environment, commit, kind } = wanted;
  for await (const deployment of api.list({ environment, sha: commit, task: kind })) {
    const record = parseRecord(deployment.payload);
    if (
      record?.run.id === wanted.run.id &&
      record.kind === kind &&
      record.commit === commit &&
      record.environment === environment &&
      idsOf(record) === idsOf(wanted)
    ) {
      return deployment;
    }
  }
  return undefined;
}

/** Two steps of one run may each deploy other services to one environment: those are two entries. */
const idsOf = ({ services }: ReleaseRecord): string =>
  Object.values(services)
    .map(({ id }) => id)
    .toSorted()
    .join();

const deploymentOf = (record: ReleaseRecord) => ({
  ref: record.commit,
  task: record.kind,
  environment: record.environment,
  description: cut(`Slipway ${record.kind} of ${short(record.commit)}`),
  payload: payloadOf(record),
  // The defaults wait for our own pending check, and merge branches.
  required_contexts: [],
  auto_merge: false,
  production_environment: record.environment === "production",
  transient_environment: /^preview\b/.test(record.environment),
});

/** A release is verified once: a gate that was killed after its last word measures anew, and says nothing new. */
const saysTheSame = (written: string, description: string): boolean =>
  written === description || (verifiedDigest(written) !== undefined && verifiedDigest(description) !== undefined);

const cut = (description: string): string =>
  description.length <= LONGEST ? description : `${description.slice(0, LONGEST - 1)}…`;
