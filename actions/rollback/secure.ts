import { toFailure } from "../../shared/action/failure.ts";
import type { Ports } from "./ports.ts";
import type { Step } from "./step.ts";

/**
 * Keeps everything away from one service that would bring the bad version back, before the first one is restored: a push,
 * or a deploy under way, may come while the others are seen to. Gives what did not work, as sentences; it keeps nobody from
 * going back. Rejects only for an aborted signal.
 */
export async function secure({ name, id, autoDeploy, pending }: Step, ports: Ports): Promise<readonly string[]> {
  const { deployer, signal, log } = ports;
  const problems: string[] = [];
  const attempt = async (what: string, act: () => Promise<void>) => {
    try {
      await act();
    } catch (thrown) {
      signal.throwIfAborted();
      problems.push(`${what}: ${toFailure(thrown).message}`);
    }
  };
  if (autoDeploy) {
    await attempt("auto-deploy may still be on", async () => {
      await deployer.setAutoDeploy(id, false);
      log.notice(
        `Auto-deploy of ${name} (${id}) is off now. When the cause is repaired, switch it on again in the service's settings in Render.`,
        "Auto-deploy switched off",
      );
    });
  }
  for (const deploy of pending) {
    log.info(`${name}: cancels deploy ${deploy}.`);
    await attempt(`deploy ${deploy} may yet go live`, () => deployer.cancel(id, deploy));
  }
  return problems;
}
