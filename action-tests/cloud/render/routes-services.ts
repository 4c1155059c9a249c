import type { Reply, Route } from "../routes.ts";
import type { Actions } from "./actions.ts";
import type { Engine } from "./engine.ts";
import { fieldsOf } from "./input.ts";
import { listOf, page, within } from "./paging.ts";
import { patchService } from "./patch.ts";
import { forService } from "./routes-deploys.ts";
import { removeService } from "./service.ts";
import type { Service } from "./types.ts";
import { ok, problem, serviceBody, timestamp, typeOf } from "./wording.ts";
import type { World } from "./world.ts";

const accepted: Reply = { status: 202 };

const restart = async (world: World, found: Service): Promise<Reply> => {
  const { live } = found;
  if (found.type === "cron") return problem(400, "cron jobs cannot be restarted");
  if (!live || found.suspended) return problem(400, "service is not running");
  world.event(found.id, "server_restarted", { triggeredByUser: "usr-emulator" });
  // The settings of the deploy that is live, not those of now: new variables are not picked up.
  void found.pool.replace(live, world.closing, () => {});
  return { status: 200 };
};

const matches = (query: URLSearchParams, service: Service, ownerId: string): boolean => {
  const wants = (name: string, value: string) => {
    const wanted = listOf(query, name);
    return wanted.length === 0 || wanted.includes(value);
  };
  return (
    wants("name", service.name) &&
    wants("type", typeOf(service)) &&
    wants("suspended", service.suspended ? "suspended" : "not_suspended") &&
    wants("ownerId", ownerId) &&
    wants("region", "oregon") &&
    wants("env", service.image === undefined ? "node" : "image") &&
    listOf(query, "environmentId").length === 0 &&
    within(query, "created", service.createdAt) &&
    within(query, "updated", service.updatedAt) &&
    // Previews are in the list unless somebody says that they are not wanted.
    (query.get("includePreviews") !== "false" || service.parent === undefined)
  );
};

export const serviceRoutes = (world: World, engine: Engine, actions: Actions, ownerId: string): readonly Route[] => {
  const service = forService(world);
  const body = (found: Service) => serviceBody(found, ownerId);
  const owner = { id: ownerId, name: "Emulated workspace", email: "team@example.com", type: "team" };
  return [
    {
      method: "GET",
      path: "/services",
      handler: ({ query }) => {
        const found = [...world.services.values()].filter((each) => matches(query, each, ownerId));
        return page(query, found, { id: ({ id }) => id, wrap: (each) => ({ service: body(each) }) });
      },
    },
    { method: "GET", path: "/services/:id", handler: service((found) => ok(body(found))) },
    {
      method: "PATCH",
      path: "/services/:id",
      handler: service((found, request) => {
        const wrong = patchService(found, request.body);
        if (wrong !== undefined) return problem(400, wrong);
        found.updatedAt = world.stamp();
        return ok(body(found));
      }),
    },
    {
      method: "DELETE",
      path: "/services/:id",
      handler: service(async (found) => {
        engine.cancelAll(found);
        await removeService(world, found);
        return { status: 204 };
      }),
    },
    { method: "POST", path: "/services/:id/restart", handler: service((found) => restart(world, found)) },
    {
      method: "POST",
      path: "/services/:id/suspend",
      handler: service((found) => {
        actions.suspend(found);
        return accepted;
      }),
    },
    {
      method: "POST",
      path: "/services/:id/resume",
      handler: service(async (found) => {
        await actions.resume(found);
        return accepted;
      }),
    },
    {
      method: "POST",
      path: "/services/:id/scale",
      handler: service((found, request) => {
        const count = fieldsOf(request.body)["numInstances"];
        if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > 100) {
          return problem(400, "numInstances must be between 1 and 100");
        }
        found.config = { ...found.config, instances: count };
        if (found.live && !found.suspended) void found.pool.scale(found.live, count);
        world.event(found.id, "instance_count_changed", {
          fromInstances: found.pool.instances().length,
          toInstances: count,
        });
        return accepted;
      }),
    },
    {
      method: "GET",
      path: "/services/:id/instances",
      handler: service((found) =>
        ok(found.pool.instances().map(({ id, createdAt }) => ({ id, createdAt: timestamp(createdAt) }))),
      ),
    },
    {
      method: "GET",
      path: "/owners",
      handler: ({ query }) => page(query, [owner], { id: ({ id }) => id, wrap: (each) => ({ owner: each }) }),
    },
    {
      method: "GET",
      path: "/owners/:owner",
      handler: ({ params }) => (params["owner"] === ownerId ? ok(owner) : problem(404, "not found")),
    },
  ];
};
