import type { Route } from "../routes.ts";
import { type Actions, isRefusal } from "./actions.ts";
import { parseReference } from "./images.ts";
import { fieldsOf, textIn } from "./input.ts";
import { forService } from "./routes-deploys.ts";
import { addService, removeService } from "./service.ts";
import { ok, problem, serviceBody } from "./wording.ts";
import type { World } from "./world.ts";

/** A preview of an image: a copy of the service with all its variables, kept until somebody deletes it. */
export const previewRoutes = (world: World, actions: Actions, ownerId: string): readonly Route[] => [
  {
    method: "POST",
    path: "/services/:id/preview",
    handler: forService(world)(async (base, { body }) => {
      const fields = fieldsOf(body);
      const imagePath = textIn(fields, "imagePath");
      const name = textIn(fields, "name");
      const plan = textIn(fields, "plan");
      if (base.image === undefined) return problem(400, "previews are for services that are made from an image");
      if (!imagePath) return problem(400, "imagePath is required");
      const wanted = parseReference(imagePath);
      const own = parseReference(base.image);
      // `nginx:1` and `library/nginx:1` mean the base's own image too.
      const same = wanted && own && (wanted.name === own.name || own.name.endsWith(`/${imagePath.split(/[:@]/)[0]}`));
      if (!same) return problem(400, "imagePath must be the image of the base service");
      if (plan === "free" && base.plan !== "free") return problem(400, "a paid service cannot have a free preview");
      const suffix = wanted.digest ? `@${wanted.digest}` : `:${wanted.tag ?? "latest"}`;
      const preview = await addService(
        world,
        {
          ...base.config,
          name: name || `${base.name}-${(wanted.tag ?? wanted.digest ?? "preview").replace(/\W+/g, "-").slice(0, 20)}`,
          type: base.type,
          image: `${own.name}${suffix}`,
          plan: plan || base.plan,
          autoDeploy: "off",
          shutdownSeconds: base.shutdownSeconds,
          schedule: base.schedule,
        },
        { id: base.id, name: base.name },
      );
      const deploy = await actions.start(preview, { trigger: "api" });
      if (isRefusal(deploy)) {
        await removeService(world, preview);
        return problem(deploy.status, deploy.message);
      }
      return ok({ service: serviceBody(preview, ownerId), deployId: deploy.id });
    }),
  },
];
