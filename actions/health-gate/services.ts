import * as z from "zod";
import { Failure } from "../../shared/action/failure.ts";
import type { DeployedService } from "../../shared/domain/deployed.ts";

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

const rowSchema: z.ZodType<DeployedService> = z.object({
  name: z.string(),
  state: z.string(),
  commit: text,
  image: text,
  url: text,
});

/** What deploy-render told, by the manifest's name. */
export const parseServices = (text: string | undefined): ReadonlyMap<string, DeployedService> => {
  if (text === undefined) return new Map();
  try {
    return new Map(
      z
        .array(rowSchema)
        .parse(JSON.parse(text))
        .map((row) => [row.name, row]),
    );
  } catch (cause) {
    throw new Failure("SLIP-INPUT-INVALID", "`services` is not what deploy-render's output `services` is.", {
      blame: "user",
      state: "Nothing was measured.",
      outcome: "inconclusive",
      next: "Pass `services: ${{ steps.<id of the deploy step>.outputs.services }}`.",
      cause,
    });
  }
};
