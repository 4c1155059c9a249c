import { toFailure } from "../../shared/action/failure.ts";
import type { Publication } from "../../shared/site/record.ts";
import type { Desk } from "./desk.ts";
import { callHook } from "./hook.ts";
import { look, untilLive } from "./live.ts";

interface Delivery {
  /** With a slash at its end. */
  readonly address: string;
  readonly publication: Publication;
  /** This run made it; otherwise it was on the branch already. */
  readonly isNew: boolean;
}

/** From the branch to the host, and until the host shows it. */
export async function deliver(desk: Desk, { address, publication, isNew }: Delivery): Promise<void> {
  const { inputs } = desk.context;
  const isLive = () => isShown(desk, address, publication);
  // An earlier run may have died between the branch and the host.
  if (needsTelling(desk) && (isNew || !(await isLive()))) await tellHost(desk, isLive);
  if (inputs.wait) await untilLive(desk, address, publication);
  if (isNew) await announce(desk, address, publication);
}

/** Lists it among the deployments of the environment; what is published is so without that too. */
async function announce(
  { context, ports }: Desk,
  address: string,
  { commit, kind, number }: Publication,
): Promise<void> {
  const { environment, githubToken } = context.inputs;
  if (environment === undefined || githubToken === undefined) return;
  const description = `Publication ${number} of the docs`;
  try {
    await ports.announce({ commit, environment, address, description, transient: kind === "preview" });
  } catch (thrown) {
    context.signal.throwIfAborted();
    const { message, next } = toFailure(thrown);
    context.log.warning(`The publication is not listed under ${environment}: ${message} ${next ?? ""}`);
  }
}

/** Hosts that look at the branch by themselves need not be told. */
const needsTelling = ({ context: { inputs } }: Desk): boolean =>
  inputs.backend === "pages" || inputs.deployHook !== undefined;

/**
 * Hands the tree of the branch as it is now to the Pages API, and calls the deploy hook, where there are such. `isLive`:
 * whether the address shows what was done, where that can be told.
 */
export async function tellHost(desk: Desk, isLive: () => Promise<boolean> = nobodyKnows): Promise<void> {
  const { context, ports, deadline } = desk;
  const { backend, deployHook } = context.inputs;
  if (backend === "pages") {
    const { tar, commit } = await ports.store.archive();
    const { pageUrl } = await ports.pages().publish({ tar, commit, deadline, isLive });
    context.log.info(`GitHub Pages took ${commit.slice(0, 7)}${pageUrl === undefined ? "" : ` for ${pageUrl}`}.`);
  }
  if (deployHook !== undefined) await callHook(context, deployHook);
}

const nobodyKnows = (): Promise<boolean> => Promise.resolve(false);

async function isShown(desk: Desk, address: string, { number, digest }: Publication): Promise<boolean> {
  const shown = await look(desk, address);
  return "number" in shown && (shown.number > number || (shown.number === number && shown.digest === digest));
}
