import { Failure } from "../../shared/action/failure.ts";
import type { PageSources, SiteFile, SiteFinding } from "../../shared/site/types.ts";
import type { Desk } from "./desk.ts";

export interface Taken {
  readonly files: readonly SiteFile[];
  readonly findings: readonly SiteFinding[];
  /** Commit that the site was made from. */
  readonly commit: string;
  /** Others packed it. */
  readonly untrusted: boolean;
  /** What its pages were made from, where that is known. */
  readonly pageSources: PageSources | undefined;
}

/** The files to publish: of the folder, or of a packed site that is what it has to be. */
export async function takeSource({ context: { inputs, run, log }, ports }: Desk): Promise<Taken> {
  const { source, archive, headSha } = inputs;
  const told = inputs.pageSources === undefined ? undefined : await ports.pageSources(inputs.pageSources);
  if (archive === undefined || inputs.command === "pack") {
    const walked = await ports.walk(source ?? "");
    return { ...walked, commit: headSha ?? run.sha, untrusted: false, pageSources: told };
  }
  const folder = await ports.store.folder("unpacked");
  const packed = await ports.packer.unpack(archive, folder);
  if (packed.commit !== headSha) {
    throw new Failure(
      "SLIP-DOCS-PACK",
      `The packed site says that it belongs to ${packed.commit.slice(0, 40)}, not to ${headSha}.`,
      {
        blame: "user",
        outcome: "refused",
        state: "Nothing was published.",
        next: "Take the packed site of the run that built this commit.",
      },
    );
  }
  log.info(`The packed site was built for ${packed.basePath}.`);
  return { ...(await ports.walk(folder)), commit: headSha, untrusted: true, pageSources: told ?? packed.pageSources };
}
