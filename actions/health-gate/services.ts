import * as z from "zod";
import { Failure } from "../../shared/action/failure.ts";

const rowSchema = z.object({
  name: z.string(),
  state: z.string(),
  commit: z.string().nullish(),
  image: z.string().nullish(),
  url: z.string().nullish(),
});

/** What deploy-render told of one service. */
export type DeployedService = z.output<typeof rowSchema>;

/** Provider states in which the wanted revision has the traffic. */
const LIVE = new Set(["live", "unchanged"]);

export const isLive = ({ state }: DeployedService): boolean => LIVE.has(state);

/** By the manifest's name. */
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
