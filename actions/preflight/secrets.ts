import type { Inputs } from "../../shared/action/spec.ts";
import type { Manifest } from "../../shared/domain/manifest/types.ts";
import type { Problem } from "./problem.ts";
import type { spec } from "./spec.ts";

/**
 * A secret that is not there is no error to GitHub: it is "". Why it is so most often: environment secrets never reach a
 * workflow that lies in somebody else's repository, however they are passed.
 */
const missing = (name: string, input: string, provider: string): Problem => ({
  about: "secret",
  what: `The secret ${name} is empty, so ${provider} cannot be asked for anything.`,
  fix:
    `Add it under Settings → Secrets and variables → Actions as a secret of the repository or organisation (secrets of an environment do not ` +
    `reach a workflow of another repository), and pass it on: \`secrets: {${input}: \${{ secrets.${name} }}}\`.`,
});

export const checkSecrets = (
  { renderApiKey, neonApiKey }: Inputs<typeof spec>,
  manifest: Manifest | undefined,
): readonly Problem[] => [
  ...(renderApiKey === undefined ? [missing("RENDER_API_KEY", "render-api-key", "Render")] : []),
  ...(neonApiKey === undefined && manifest?.database !== undefined
    ? [missing("NEON_API_KEY", "neon-api-key", "Neon")]
    : []),
];
