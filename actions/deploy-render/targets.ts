import { Failure } from "../../shared/action/failure.ts";
import type { Manifest } from "../../shared/domain/manifest/types.ts";
import { idOf, urlOf } from "../../shared/domain/plan.ts";
import { isPinned, runs } from "../../shared/domain/revision.ts";
import type { Deploy, Revision, ServiceState } from "../../shared/ports/deployer.ts";
import type { DeployInputs, Ports } from "./ports.ts";

/** One service with what is to be live on it. */
export interface Target {
  readonly name: string;
  readonly id: string;
  readonly after: readonly string[];
  readonly revision: Revision;
  /** The provider's answer before anything was changed. */
  readonly state: ServiceState;
  /** A deploy of another revision that an earlier step began and that would yet go live. */
  readonly rival: Deploy | undefined;
  readonly url: string | undefined;
}

type Wanted = Omit<Target, "state" | "rival">;

const refuse = (what: string, next: string): Failure =>
  new Failure("SLIP-INPUT-INVALID", what, { blame: "user", state: "Nothing was changed.", next });

/** Commit that this step is about. A pull request's own sha is a merge that nobody can deploy. */
export function commitOf({ commit }: DeployInputs, { event, sha }: Ports["run"]): string {
  if (commit !== undefined) return commit;
  if (!event.startsWith("pull_request")) return sha;
  throw refuse(
    "In a pull request the run's own commit is a merge that exists only on GitHub's side.",
    "Pass `commit: ${{ github.event.pull_request.head.sha }}`.",
  );
}

/** What to deploy where, in the manifest's order, looked up at the provider; refuses what cannot work before it starts. */
export async function targetsOf(inputs: DeployInputs, commit: string, ports: Ports): Promise<readonly Target[]> {
  const wanted = await wantedServices(inputs, commit, ports);
  const targets = await Promise.all(
    wanted.map(async (service) => {
      const [state, recent] = await Promise.all([
        ports.deployer.describe(service.id),
        ports.deployer.recent(service.id, 20),
      ]);
      const rival = recent.find((deploy) => isRival(deploy, service.revision, state.live));
      return { ...service, name: service.name || state.name, url: service.url ?? state.url, state, rival };
    }),
  );
  for (const target of targets) check(target, ports);
  return targets;
}

/** Begun by a step such as this one. What a push began is newer than this step, and a rollback by hand is somebody's will. */
const isRival = (deploy: Deploy, revision: Revision, live: Deploy | undefined): boolean =>
  deploy.state === "running" &&
  deploy.trigger === "api" &&
  !runs(deploy, revision) &&
  Date.parse(deploy.createdAt ?? "") > Date.parse(live?.createdAt ?? "");

async function wantedServices(inputs: DeployInputs, commit: string, ports: Ports): Promise<readonly Wanted[]> {
  const { serviceId, environment = "", manifest = "", image, images } = inputs;
  if (serviceId !== undefined) {
    return [{ name: "", id: serviceId, after: [], revision: { commit, image }, url: undefined }];
  }
  const { services } = await ports.readManifest(manifest);
  const here = services.filter((service) => idOf(service, environment) !== undefined);
  if (here.length === 0) {
    throw refuse(
      `No service of the manifest has an id for the environment ${environment}.`,
      `Add \`ids: {${environment}: srv-…}\` to the services, or name another \`environment\`.`,
    );
  }
  for (const { name } of services.filter((service) => !here.includes(service))) {
    ports.log.info(`${name} has no id for ${environment}, so it is not part of this environment.`);
  }
  return here.map((service) => ({
    name: service.name,
    id: idOf(service, environment) ?? "",
    after: service.after,
    revision: { commit, ...imageOf(service, images) },
    url: urlOf(service, environment),
  }));
}

function imageOf(
  { name, image }: Manifest["services"][number],
  images: DeployInputs["images"],
): Pick<Revision, "image" | "digests"> {
  if (image === undefined) return {};
  const given = Object.hasOwn(images, image) ? images[image] : undefined;
  if (given !== undefined) return { image: given.reference, digests: given.digests };
  throw refuse(
    `The service ${name} is deployed as the image ${image}, but \`images\` has no reference for it.`,
    `Pass \`images: {"${image}": "…@sha256:…"}\`, such as build-image's output gives it.`,
  );
}

function check({ name, id, revision, state }: Target, { log }: Ports): void {
  if (state.suspended) {
    throw new Failure("SLIP-RENDER-SUSPENDED", `The service ${name} (${id}) is suspended.`, {
      blame: "user",
      state: "Nothing was changed.",
      next: "Resume the service in Render's dashboard, then run this again.",
    });
  }
  if (state.usesImage && revision.image === undefined) {
    throw refuse(
      `The service ${name} (${id}) runs an image, but none was given.`,
      "Pass `image`, or `images` with a manifest.",
    );
  }
  if (!state.usesImage && revision.image !== undefined) {
    throw refuse(
      `The service ${name} (${id}) is built from its repository and cannot run an image.`,
      "Leave the image out, or make the service image-backed in Render.",
    );
  }
  if (!isPinned(revision)) {
    log.warning(
      `${name} is deployed as ${revision.image}, a tag that may mean something else tomorrow: a rollback could not bring it back. Pass the image by digest.`,
      "Image by tag",
    );
  }
  if (state.autoDeploy) {
    log.warning(
      `${name} also deploys by itself on every push, so a commit may be deployed twice and a rollback undone by the next push. Set Auto-Deploy to "Off" in the service's settings.`,
      "Auto-deploy is on",
    );
  }
}
