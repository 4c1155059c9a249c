import { formatSize } from "../../shared/domain/size.ts";
import { overBudget } from "../../shared/site/budget.ts";
import { findEmptiness } from "../../shared/site/shrink.ts";
import { placeAddress, siteAddress } from "./address.ts";
import { judge } from "./check-site.ts";
import type { Desk } from "./desk.ts";
import type { Result } from "./ports.ts";
import { takeSource } from "./take-source.ts";

/** Checks and packs without any right: what is on the branch is not known here, and is checked again on publication. */
export async function pack(desk: Desk): Promise<Result> {
  const { context, ports } = desk;
  const { inputs, run, log, summary } = context;
  const { archive = `${run.temp}/slipway-site.tar` } = inputs;
  const taken = await takeSource(desk);
  const { pageSources } = taken;
  const { siteUrl, repository = run.repository, destination, version } = inputs;
  const site = siteAddress(run, { siteUrl, repository, domain: undefined });
  const number = inputs.preview ?? "";
  const path = [
    destination,
    version === undefined ? (number === "" ? "" : `pr/${numberOf(number, run.ref)}`) : `v/${version}`,
  ];
  const address = placeAddress(site, { path: path.filter((part) => part !== "").join("/") });
  const basePath = new URL(address).pathname;
  const { findings } = await ports.check({
    files: taken.files,
    basePath,
    rootPath: new URL(site).pathname,
    // Which links lead to other publications is known where it is published.
    elsewhere: () => true,
    // What is new can only be told where it is published, and is checked there.
    linkCheck: inputs.linkCheck === "new" ? "warn" : inputs.linkCheck,
    knownBroken: undefined,
    allowHidden: inputs.allowHidden,
    untrusted: true,
  });
  const empty = findEmptiness(new Set(taken.files.map((file) => file.path)), undefined, inputs.allowShrink);
  judge(desk, [...taken.findings, ...findings, ...empty, ...overBudget(taken.files, inputs, undefined)], pageSources);
  const counts = { pageUrl: address, basePath, files: String(taken.files.length) };
  if (inputs.dryRun) return { outcome: "planned", ...counts };
  const { bytes } = await ports.packer.pack(taken.files, { commit: taken.commit, basePath, pageSources }, archive);
  log.info(`Packed ${taken.files.length} files of ${taken.commit.slice(0, 7)} into ${archive} (${formatSize(bytes)}).`);
  summary.heading("Docs packed").facts({
    File: { code: archive },
    Files: taken.files.length,
    Size: formatSize(bytes),
    Commit: { code: taken.commit },
  });
  return { outcome: "packed", archive, ...counts };
}

const numberOf = (preview: string, ref: string): string =>
  preview === "auto" ? (/^refs\/pull\/(\d+)\//.exec(ref)?.[1] ?? "0") : preview;
