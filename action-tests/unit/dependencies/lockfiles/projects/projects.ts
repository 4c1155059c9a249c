import { bundlerProjects } from "./bundler.ts";
import { cargoProjects } from "./cargo.ts";
import { composerProjects } from "./composer.ts";
import { goProjects } from "./go.ts";
import { nodeProjects } from "./node.ts";
import { pipProjects } from "./pip.ts";
import type { Project } from "./project.ts";
import { uvProjects } from "./uv.ts";

/** Every shape that is compared with what its own tool says of it. */
export const PROJECTS: readonly Project[] = [
  ...bundlerProjects,
  ...cargoProjects,
  ...composerProjects,
  ...goProjects,
  ...nodeProjects,
  ...pipProjects,
  ...uvProjects,
];
