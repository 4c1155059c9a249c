import { parseReference } from "./images.ts";
import { type Fields, fieldsOf } from "./input.ts";
import type { Config, Service } from "./types.ts";

const triggers = ["commit", "off", "checksPass"] as const;

const text = (fields: Fields, name: string, fallback: string): string => {
  const value = fields[name];
  return typeof value === "string" ? value : fallback;
};

const configFrom = (config: Config, details: Fields): Config => {
  const program = fieldsOf(details["envSpecificDetails"]);
  const both = { ...details, ...program };
  return {
    ...config,
    buildCommand: text(both, "buildCommand", config.buildCommand),
    preDeployCommand: text(both, "preDeployCommand", config.preDeployCommand),
    startCommand: text(both, "startCommand", text(both, "dockerCommand", config.startCommand)),
    healthCheckPath: text(details, "healthCheckPath", config.healthCheckPath),
    publishPath: text(details, "publishPath", config.publishPath),
  };
};

/** Changes a service's settings; nothing is deployed by that. Returns what was wrong, if anything. */
export const patchService = (service: Service, body: unknown): string | undefined => {
  const fields = fieldsOf(body);
  const { autoDeploy, autoDeployTrigger, image } = fields;
  if (autoDeploy !== undefined && autoDeploy !== "yes" && autoDeploy !== "no") {
    return "autoDeploy must be one of yes, no";
  }
  const trigger = triggers.find((word) => word === autoDeployTrigger);
  if (autoDeployTrigger !== undefined && !trigger) return "autoDeployTrigger must be one of commit, off, checksPass";
  if (image !== undefined) {
    const path = text(fieldsOf(image), "imagePath", "");
    const reference = parseReference(path);
    if (!reference) return "image.imagePath is invalid";
    if (service.image === undefined) return "image is for services that are made from an image";
    const { name, tag, digest } = reference;
    service.image = digest === undefined ? `${name}:${tag ?? "latest"}` : `${name}@${digest}`;
  }
  if (autoDeploy === "no") service.autoDeploy = "off";
  if (autoDeploy === "yes" && service.autoDeploy === "off") service.autoDeploy = "commit";
  if (trigger) service.autoDeploy = trigger;
  service.name = text(fields, "name", service.name);
  service.branch = text(fields, "branch", service.branch);
  service.config = configFrom(service.config, fieldsOf(fields["serviceDetails"]));
  return undefined;
};
