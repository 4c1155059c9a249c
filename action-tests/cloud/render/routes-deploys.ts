import type { Incoming, Reply, Route } from "../routes.ts";
import { type Actions, isRefusal, type Refusal } from "./actions.ts";
import type { Engine } from "./engine.ts";
import { fieldsOf, textIn } from "./input.ts";
import type { RenderOptions } from "./options.ts";
import { listOf, page, within } from "./paging.ts";
import type { Deploy, Service } from "./types.ts";
import { deployBody, notFound, ok, problem } from "./wording.ts";
import type { World } from "./world.ts";

type ForService = (handler: (service: Service, request: Incoming) => Reply | Promise<Reply>) => Route["handler"];

/** Runs a handler with the service of the path, or answers 404. */
export const forService =
  (world: World): ForService =>
  (handler) =>
  (request) => {
    const id = request.params["id"] ?? "";
    const service = world.services.get(id);
    return service ? handler(service, request) : notFound(id);
  };

const created = (outcome: Deploy | Refusal): Reply =>
  isRefusal(outcome) ? problem(outcome.status, outcome.message) : { status: 201, body: deployBody(outcome) };

export const deployRoutes = (
  world: World,
  engine: Engine,
  actions: Actions,
  answer202: RenderOptions["answer202"],
): readonly Route[] => {
  const service = forService(world);
  const forDeploy = (handler: (service: Service, deploy: Deploy) => Reply): Route["handler"] =>
    service((found, { params }) => {
      const deploy = found.deploys.find(({ id }) => id === params["deploy"]);
      return deploy ? handler(found, deploy) : notFound(params["deploy"] ?? "");
    });
  const empty = (found: Service, queued: boolean): boolean =>
    typeof answer202 === "function" ? answer202({ service: found.name, queued }) : (answer202 ?? queued);

  const create = service(async (found, { body }) => {
    const fields = fieldsOf(body);
    if (body === undefined) return problem(400, "invalid JSON");
    const commit = textIn(fields, "commitId");
    const image = textIn(fields, "imageUrl");
    const clear = textIn(fields, "clearCache");
    const mode = textIn(fields, "deployMode");
    if (commit === false || image === false) return problem(400, "commitId and imageUrl must be strings");
    if (clear !== undefined && clear !== "clear" && clear !== "do_not_clear") {
      return problem(400, "clearCache must be one of clear, do_not_clear");
    }
    if (mode === "deploy_only") {
      if (commit ?? image ?? clear) return problem(400, "deployMode cannot be combined with the other fields");
      if (!found.live) return problem(400, "there is no successful build");
      return created(actions.again(found, found.live, "api"));
    }
    if (mode !== undefined && mode !== "build_and_deploy") return problem(400, "unknown deployMode");
    const outcome = await actions.start(found, { commit, image, trigger: "api", clearCache: clear === "clear" });
    if (isRefusal(outcome)) return created(outcome);
    return empty(found, outcome.status === "queued") ? { status: 202 } : created(outcome);
  });

  const list = service((found, { query }) => {
    const statuses = listOf(query, "status");
    const lag = world.timings.listLag * 1000;
    const now = world.stamp();
    const deploys = found.deploys
      .filter(
        (deploy) =>
          (statuses.length === 0 || statuses.includes(deploy.status)) &&
          within(query, "created", deploy.createdAt) &&
          within(query, "updated", deploy.updatedAt) &&
          within(query, "finished", deploy.finishedAt) &&
          deploy.createdAt + lag <= now,
      )
      .toReversed();
    return page(query, deploys, { id: ({ id }) => id, wrap: (deploy) => ({ deploy: deployBody(deploy) }) });
  });

  const hook: Route["handler"] = async ({ params, query }) => {
    const found = world.services.get(params["id"] ?? "");
    if (!found || query.get("key") !== found.hookKey) return { status: 401 };
    const commit = query.get("ref") ?? undefined;
    const image = query.get("imgURL") ?? undefined;
    const outcome = await actions.start(found, { commit, image, trigger: "deploy_hook" });
    if (isRefusal(outcome)) return problem(image === undefined ? outcome.status : 404, outcome.message);
    // A hook with a commit turns automatic deploys off; the API never does.
    if (commit !== undefined) found.autoDeploy = "off";
    return outcome.status === "queued" ? { status: 202 } : ok({ deploy: { id: outcome.id } });
  };

  return [
    { method: "POST", path: "/services/:id/deploys", handler: create },
    { method: "GET", path: "/services/:id/deploys", handler: list },
    { method: "GET", path: "/services/:id/deploys/:deploy", handler: forDeploy((_, deploy) => ok(deployBody(deploy))) },
    {
      method: "POST",
      path: "/services/:id/deploys/:deploy/cancel",
      handler: forDeploy((found, deploy) =>
        found.type !== "cron" && engine.cancel(found, deploy)
          ? ok(deployBody(deploy))
          : problem(400, `deploy ${deploy.id} cannot be canceled`),
      ),
    },
    {
      method: "POST",
      path: "/services/:id/rollback",
      handler: service((found, { body }) => {
        const id = textIn(fieldsOf(body), "deployId");
        const target = found.deploys.find((deploy) => deploy.id === id);
        if (!id) return problem(400, "deployId is required");
        return target ? created(actions.rollback(found, target)) : notFound(id);
      }),
    },
    { method: "GET", path: "/deploy/:id", prefix: "", described: false, handler: hook },
    { method: "POST", path: "/deploy/:id", prefix: "", described: false, handler: hook },
  ];
};
