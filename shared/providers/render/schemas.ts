import * as z from "zod";

/*
 * Render's answers as they really come: fields that the document requires are null or absent, and enumerations grow.
 * So only what we cannot do without is required, and every word is a string.
 */

const text = z.string().nullish();

export const Deploy = z.looseObject({
  id: z.string(),
  status: text,
  trigger: text,
  commit: z.looseObject({ id: text }).nullish(),
  image: z.looseObject({ ref: text, sha: text }).nullish(),
  createdAt: text,
  finishedAt: text,
});
export type RenderDeploy = z.infer<typeof Deploy>;

/** 201 brings the deploy, 202 ("queued") nothing at all. */
export const Started = Deploy.optional();

export const Deploys = z.array(z.looseObject({ deploy: Deploy, cursor: text }));

export const Service = z.looseObject({
  id: z.string(),
  name: text,
  type: text,
  ownerId: text,
  autoDeploy: text,
  autoDeployTrigger: text,
  suspended: text,
  imagePath: text,
  serviceDetails: z.looseObject({ url: text, runtime: text, env: text }).nullish(),
});
export type RenderService = z.infer<typeof Service>;

const Ref = z.looseObject({ id: text }).nullish();

export const Events = z.array(
  z.looseObject({
    event: z.looseObject({
      type: text,
      details: z
        .looseObject({
          deployId: text,
          deployStatus: text,
          reason: z
            .looseObject({
              buildFailed: Ref,
              newBuild: Ref,
              newDeploy: Ref,
              failure: z
                .looseObject({
                  evicted: z.boolean().nullish(),
                  nonZeroExit: z.number().nullish(),
                  earlyExit: z.boolean().nullish(),
                  oomKilled: z.looseObject({ memoryLimit: text }).nullish(),
                  timedOutSeconds: z.number().nullish(),
                  timedOutReason: text,
                  unhealthy: text,
                })
                .nullish(),
            })
            .nullish(),
        })
        .nullish(),
    }),
    cursor: text,
  }),
);
export type RenderEvents = z.infer<typeof Events>;

export const Logs = z.looseObject({
  logs: z.array(z.looseObject({ message: text, timestamp: text })).nullish(),
});
