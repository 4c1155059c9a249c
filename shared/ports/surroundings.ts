import type { ServiceState } from "./deployer.ts";

/** What the repository's host knows of one environment. `forbidden`: the token may not ask. */
export type EnvironmentState = "missing" | "forbidden" | { readonly reviewers: number };

/** Settings that a pipeline depends on and cannot change. Only reads; every question may fail on its own. */
export interface Surroundings {
  readonly environment: (name: string) => Promise<EnvironmentState>;
  readonly mayDeploy: () => Promise<boolean>;
  readonly service: (id: string) => Promise<ServiceState>;
  /** Rejects when the database provider does not know the project, or does not accept the key. */
  readonly project: (id: string) => Promise<void>;
}
