import type { EngineOptions } from "./engine.ts";

/** From these on they speak the second version of GitHub's cache service, the only one that still answers on github.com. */
const BUILDKIT = [0, 20] as const;
const BUILDX = [0, 21] as const;

/** Whether buildx and the BuildKit behind it can keep their cache in GitHub's service. */
export async function speaksActionsCache({ command, env }: EngineOptions): Promise<boolean> {
  const ask = async (args: readonly string[]): Promise<string> => {
    const request = { file: "docker", args, label: `docker ${args.join(" ")}`, env, echo: false, timeout: 20_000 };
    return command(request).then(
      ({ stdout }) => stdout,
      () => "",
    );
  };
  const [client, builder] = await Promise.all([ask(["buildx", "version"]), ask(["buildx", "inspect"])]);
  return (
    reaches(/\bv?(\d+)\.(\d+)\./.exec(client), BUILDX) && buildkits(builder).every((one) => reaches(one, BUILDKIT))
  );
}

/** One for each node of a builder; a builder that tells none is taken for an old one. */
function buildkits(text: string): readonly (RegExpExecArray | null)[] {
  const found = [...text.matchAll(/^\s*BuildKit(?: version)?:\s*v?(\d+)\.(\d+)/gim)];
  return found.length === 0 ? [null] : found;
}

function reaches(found: RegExpExecArray | null, [major, minor]: readonly [number, number]): boolean {
  const [, gotMajor = "-1", gotMinor = "-1"] = found ?? [];
  return Number(gotMajor) > major || (Number(gotMajor) === major && Number(gotMinor) >= minor);
}
