import * as z from "zod";
import type { ImageConfig, ImageLayer, ImageManifest } from "../../ports/registry.ts";
import { readJson } from "./read-json.ts";

const optional = z
  .string()
  .nullish()
  .transform((text) => text || undefined);
const list = z
  .array(z.string())
  .nullish()
  .transform((found) => found ?? []);

const schema = z.object({
  os: optional,
  architecture: optional,
  variant: optional,
  created: optional,
  config: z
    .object({
      Env: list,
      Labels: z.record(z.string(), z.string()).nullish(),
      Entrypoint: list,
      Cmd: list,
      User: optional,
      ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
  rootfs: z.object({ diff_ids: list }).nullish(),
  history: z.array(z.object({ created_by: optional, empty_layer: z.boolean().nullish() })).nullish(),
});

/** Undefined when it is no image's configuration: that of an artifact, say. */
export const readConfig = (bytes: Uint8Array): ImageConfig | undefined => {
  const data = readJson(bytes, schema);
  if (data === undefined) return undefined;
  const { os = "unknown", architecture = "unknown", variant, created, config, rootfs, history } = data;
  return {
    platform: { os, architecture, variant },
    created,
    env: config?.Env ?? [],
    labels: config?.Labels ?? {},
    entrypoint: config?.Entrypoint ?? [],
    command: config?.Cmd ?? [],
    user: config?.User,
    exposedPorts: Object.keys(config?.ExposedPorts ?? {}),
    diffIds: rootfs?.diff_ids ?? [],
    history: (history ?? []).map((step) => ({ createdBy: step.created_by ?? "", empty: step.empty_layer === true })),
  };
};

/** The layers with what the configuration tells of each, where it tells it of all of them. */
export const layersOf = (manifest: ImageManifest, config: ImageConfig): readonly ImageLayer[] => {
  const steps = config.history.filter(({ empty }) => !empty);
  const complete = steps.length === manifest.layers.length;
  return manifest.layers.map((descriptor, index) => ({
    descriptor,
    diffId: config.diffIds[index],
    createdBy: (complete ? steps[index]?.createdBy : undefined) || undefined,
  }));
};
