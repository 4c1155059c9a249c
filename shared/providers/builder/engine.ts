import { toFailure } from "../../action/failure.ts";
import type { Secret } from "../../action/secret.ts";
import type { BuildRequest } from "../../ports/builder.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Command } from "../../ports/command.ts";
import { buildFailure, noEngine } from "./explain.ts";
import { createProgress, type Progress } from "./progress.ts";

/** What every builder works with. */
export interface EngineOptions {
  readonly command: Command;
  /** On top of the step's own: where the logins are, what the cache needs. */
  readonly env: Readonly<Record<string, string | Secret | undefined>>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Folder for what is between two commands; who gives it removes it. */
  readonly temp: string;
  /** This process, as `ownerOf` names it. */
  readonly owner: string;
}

/** Why this builder cannot serve here at all, so that the next one is tried. */
const UNFIT: readonly RegExp[] = [
  /^`[^`]+` was not found/,
  /unknown command: docker (?:buildx|build)|'(?:buildx|build)' is not a docker command|unknown flag: --(?:progress|build-context)/,
  /is not supported for the docker driver|exporter is not supported|does not currently support exporting|docker exporter.*not supported/i,
  /Cannot connect to the Docker daemon|error during connect|permission denied.*docker(?:\.sock| daemon| API)/i,
  /BuildKit is enabled but the buildx component is missing|requires BuildKit/i,
];

/** A client that does not know what it was asked for says so first, and then tells all that it does know. */
const HEAD = 3;

const ANY_CODE = Array.from({ length: 256 }, (_, code) => code);

/**
 * Runs one builder command to its end and follows its progress. Rejects with SLIP-IMAGE-ENGINE where this builder cannot
 * serve, with SLIP-IMAGE-BUILD where the build is at fault, with SLIP-IMAGE-BASE where the registry of a base image is.
 */
export async function follow(
  { command, env }: EngineOptions,
  { label }: BuildRequest,
  request: Omit<Parameters<Command>[0], "onLine" | "accept" | "env"> & { env?: EngineOptions["env"] },
): Promise<Progress> {
  const progress = createProgress();
  const head: string[] = [];
  let code: number;
  let tail: readonly string[];
  try {
    ({ code, tail } = await command({
      ...request,
      label: `${request.label}: ${label}`,
      env: { ...env, ...request.env },
      accept: ANY_CODE,
      onLine: (line) => {
        if (head.length < HEAD) head.push(line);
        progress.push(line);
      },
    }));
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (failure.code === "SLIP-COMMAND-FAILED" && UNFIT.some((pattern) => pattern.test(failure.message))) {
      throw noEngine(failure.message, thrown);
    }
    throw thrown;
  }
  if (code === 0) return progress;
  const { step = "", why = tail.findLast((line) => /^(?:ERROR|error|Error)/.test(line)) ?? `exit code ${code}` } =
    progress.broken() ?? {};
  const unfit = [...head, ...tail].find((line) => UNFIT.some((pattern) => pattern.test(line)));
  if (unfit !== undefined && progress.broken() === undefined) throw noEngine(unfit);
  throw buildFailure({ label, step, why, tail, cause: undefined });
}
