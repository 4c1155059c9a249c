import { rm } from "node:fs/promises";
import type { Service } from "./types.ts";

/** Keeps the builds that the newest deploys were live with, and what is in use; removes the others from disk. */
export const retain = async (service: Service, count: number): Promise<void> => {
  const { deploys, live, running, queue } = service;
  const inUse = [live, running, ...queue].flatMap((deploy) => (deploy ? [deploy, deploy.from] : []));
  const kept = new Set([...deploys.filter(({ tookEffect }) => tookEffect).slice(-count), ...inUse]);
  const folders = new Set([...kept].map((deploy) => deploy?.artifact));
  for (const deploy of deploys) {
    const { artifact } = deploy;
    if (artifact === undefined || kept.has(deploy)) continue;
    delete deploy.artifact;
    if (!folders.has(artifact)) await rm(artifact, { recursive: true, force: true }).catch(() => {});
  }
};
