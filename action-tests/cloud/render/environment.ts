import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Deploy, Service } from "./types.ts";
import type { World } from "./world.ts";

const words = { web: "web", private: "pserv", worker: "worker", cron: "cron", static: "static" } as const;

/** Folder in which a service's commands run. */
export const folderOf = (service: Service, deploy: Deploy): string => join(deploy.artifact ?? "/", service.rootDir);

/** Everything a process of the service sees: never a variable of the host but what finds programs. */
export const environmentOf = (
  world: World,
  service: Service,
  deploy: Deploy,
  extra: Readonly<Record<string, string>>,
): Record<string, string> => {
  const { image, commit } = deploy;
  const folder = folderOf(service, deploy);
  const url = service.type === "private" ? undefined : service.front?.url;
  return {
    PATH: [dirname(process.execPath), join(folder, "node_modules", ".bin"), "/usr/local/bin", "/usr/bin", "/bin"].join(
      ":",
    ),
    HOME: folder,
    NODE_ENV: "production",
    RENDER: "true",
    RENDER_SERVICE_ID: service.id,
    RENDER_SERVICE_NAME: service.name,
    RENDER_SERVICE_TYPE: words[service.type],
    IS_PULL_REQUEST: "false",
    ...(url === undefined ? {} : { RENDER_EXTERNAL_URL: url, RENDER_EXTERNAL_HOSTNAME: new URL(url).host }),
    // Only a service that is built from git knows its commit.
    ...(commit && !image
      ? {
          RENDER_GIT_COMMIT: commit.id,
          RENDER_GIT_BRANCH: service.branch,
          RENDER_GIT_REPO_SLUG: service.repository ?? "",
        }
      : {}),
    ...(image ? world.registry.contentOf(image)?.env : {}),
    ...deploy.config.env,
    ...extra,
  };
};

/** Secret files lie beside the program. */
export const writeSecretFiles = async (service: Service, deploy: Deploy): Promise<void> => {
  const folder = folderOf(service, deploy);
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(deploy.config.secretFiles)) {
    await writeFile(join(folder, basename(name)), content, { mode: 0o600 });
  }
};
