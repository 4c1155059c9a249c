import type { Kind } from "../../domain/manifest/types.ts";
import type { Deploy, DeployState, ServiceState } from "../../ports/deployer.ts";
import type { RenderDeploy, RenderService } from "./schemas.ts";

/** `queued` and `pre_deploy_in_progress` came late and broke clients: a word that is not here yet means "wait". */
const STATES = new Map<string, DeployState>([
  ["live", "live"],
  ["deactivated", "superseded"],
  ["canceled", "cancelled"],
  ["build_failed", "failed"],
  ["pre_deploy_failed", "failed"],
  ["update_failed", "failed"],
]);

const KINDS = new Map<string, Kind>([
  ["web_service", "web"],
  ["private_service", "private"],
  ["background_worker", "worker"],
  ["cron_job", "cron"],
  ["static_site", "static"],
]);

/** Render's deploy in the port's words. */
export const toDeploy = (deploy: RenderDeploy): Deploy => ({
  id: deploy.id,
  status: deploy.status ?? "unknown",
  state: STATES.get(deploy.status ?? "") ?? "running",
  commit: deploy.commit?.id ?? undefined,
  image: deploy.image?.ref ?? undefined,
  digest: deploy.image?.sha ?? undefined,
  trigger: deploy.trigger ?? undefined,
  createdAt: deploy.createdAt ?? undefined,
  finishedAt: deploy.finishedAt ?? undefined,
});

/** An image-backed service has no branch to deploy from: its `autoDeploy: "yes"` means nothing. */
export function toService(service: RenderService, live: Deploy | undefined): ServiceState {
  const usesImage = Boolean(service.imagePath) || service.serviceDetails?.runtime === "image";
  return {
    id: service.id,
    name: service.name ?? service.id,
    kind: KINDS.get(service.type ?? "") ?? "private",
    url: service.serviceDetails?.url || undefined,
    autoDeploy: !usesImage && service.autoDeploy === "yes" && service.autoDeployTrigger !== "off",
    suspended: service.suspended === "suspended",
    usesImage,
    live,
  };
}
