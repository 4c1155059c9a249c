import { Failure } from "../../shared/action/failure.ts";
import type { Connection, DatabaseBranch } from "../../shared/ports/databases.ts";
import { connectPatiently, isHopeless } from "../../shared/ports/sql-connect.ts";
import { SqlError } from "../../shared/ports/sql.ts";
import { chooseLogin } from "./login.ts";
import type { Desk } from "./ports.ts";
import type { Target } from "./target.ts";

export interface Addresses {
  readonly direct: Connection;
  readonly pooled: Connection;
}

/** Milliseconds that a compute has to wake up and answer. */
const WAKE_UP = 120_000;

/** Both addresses of the branch, proven to lead to a compute of this very branch that answers a query. */
export async function findAddresses(desk: Desk, branch: DatabaseBranch, target: Target): Promise<Addresses> {
  const { databases } = desk;
  const login = await chooseLogin(databases, branch.id, target);
  const [direct, pooled] = [
    await databases.connection(branch.id, { ...login, pooled: false }),
    await databases.connection(branch.id, { ...login, pooled: true }),
  ];
  const own = (await databases.endpoints(branch.id)).filter((endpoint) => endpoint.branch === branch.id);
  for (const connection of [direct, pooled]) {
    if (!own.some((endpoint) => endpoint.writable && connection.leadsTo(endpoint))) throw foreign(connection, branch);
  }
  await answers(desk, direct, branch);
  return { direct, pooled };
}

async function answers(
  { connect, context, deadline }: Desk,
  { url, host }: Connection,
  branch: DatabaseBranch,
): Promise<void> {
  const { clock, signal, random, log } = context;
  log.info(`Waiting for the compute of ${branch.name} to answer a query.`);
  try {
    const session = await connectPatiently(connect, url, {
      clock,
      signal,
      random,
      deadline: Math.min(deadline, clock.now() + WAKE_UP),
      // Role and database reach a new compute a moment after it has started.
      mayPass: (error) => !isHopeless(error) || /^(?:28|3D)/.test(error.code),
    });
    try {
      await session.query("select 1");
    } finally {
      await session.close();
    }
  } catch (thrown) {
    throw thrown instanceof SqlError ? silent(thrown, host, branch) : thrown;
  }
}

const foreign = ({ host }: Connection, { name, id }: DatabaseBranch): Failure =>
  new Failure(
    "SLIP-NEON-PROTECTED",
    `Neon's address for ${name} (${id}) leads to ${host}, which is no compute of this branch.`,
    {
      blame: "provider",
      state: "The address was not handed out: it may be another branch's.",
      next: "Look at the branch's computes in Neon's console, then run the step again.",
    },
  );

const silent = (error: SqlError, host: string, { name, id }: DatabaseBranch): Failure =>
  new Failure(
    "SLIP-DB-CONNECT",
    `The compute of ${name} (${id}) at ${host} does not answer: ${error.message} (${error.code}).`,
    {
      blame: "provider",
      next: "Look at the branch's compute in Neon's console. If the project allows certain addresses only, allow this runner's.",
      cause: error,
    },
  );
